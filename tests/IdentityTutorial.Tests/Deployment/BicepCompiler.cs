using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>
/// The Bicep compiler of the package <c>Azure.Bicep.CommandLine.linux-x64</c>. It runs as one process that answers JSON-RPC requests on its standard
/// streams, because a compiler that is warm answers ten times as fast as one that starts.
/// </summary>
internal sealed class BicepCompiler : IDisposable
{
    private static readonly TimeSpan _limit = Patience.Limit;

    private readonly SemaphoreSlim _oneRequest = new(1, 1);
    private readonly Process _process;
    private readonly Stream _answers;
    private int _lastId;

    private BicepCompiler(Process process)
    {
        _process = process;
        _answers = new BufferedStream(process.StandardOutput.BaseStream);
    }

    /// <summary>Starts the compiler.</summary>
    public static BicepCompiler Start(string program)
    {
        var start = new ProcessStartInfo(program, ["jsonrpc", "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // It does not live long enough to earn back a second compilation of its own code.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return new BicepCompiler(Process.Start(start)!);
    }

    /// <summary>The compiler's program, or <see langword="null"/> on a system for which the test project restores none.</summary>
    /// <param name="folder">An existing folder. A program without the permission to run is copied there and gets it.</param>
    public static string? Find(string folder)
    {
        var program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == "BicepCompiler")?.Value;
        if (OperatingSystem.IsWindows() || !File.Exists(program))
        {
            return null;
        }

        if (File.GetUnixFileMode(program).HasFlag(UnixFileMode.UserExecute))
        {
            return program;
        }

        var copy = Path.Combine(folder, "bicep");
        File.Copy(program, copy);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return copy;
    }

    /// <summary>Makes an extension out of the type files that <see cref="MicrosoftGraphTypes"/> writes.</summary>
    /// <returns>The path of the extension.</returns>
    public static async Task<string> PublishExtensionAsync(string program, string folder)
    {
        var extension = Path.Combine(folder, "graph.tgz");
        var result = await Tool.RunAsync(program, ["publish-extension", MicrosoftGraphTypes.Write(folder), "--target", extension], folder, CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Output);
        return extension;
    }

    /// <summary>Compiles and lints a <c>.bicep</c> file.</summary>
    public async Task<BicepResult> CompileAsync(string path)
    {
        var answer = await SendAsync("bicep/compile", new JsonObject { ["path"] = path });
        var diagnostics = answer["diagnostics"].Deserialize<List<BicepDiagnostic>>(JsonSerializerOptions.Web)!;
        return new BicepResult(diagnostics, answer["contents"] is { } contents ? JsonNode.Parse(contents.GetValue<string>())!.AsObject() : null);
    }

    /// <summary>Evaluates a <c>.bicepparam</c> file: which resources a deployment would create, as far as that is known before one runs.</summary>
    public async Task<JsonObject> TakeSnapshotAsync(string path)
    {
        var metadata = new JsonObject
        {
            ["tenantId"] = DeploymentPlan.TenantId,
            ["subscriptionId"] = "22222222-2222-2222-2222-222222222222",
            ["location"] = "westeurope",
            ["deploymentName"] = "test",
        };
        var answer = await SendAsync("bicep/getSnapshot", new JsonObject { ["path"] = path, ["metadata"] = metadata, ["externalInputs"] = new JsonArray() });
        return JsonNode.Parse(answer["snapshot"]!.GetValue<string>())!.AsObject();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _oneRequest.Dispose();
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        using var limit = new CancellationTokenSource(_limit);
        await _oneRequest.WaitAsync(limit.Token);
        try
        {
            var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
            var body = JsonSerializer.SerializeToUtf8Bytes(request);
            var requests = _process.StandardInput.BaseStream;
            await requests.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), limit.Token);
            await requests.WriteAsync(body, limit.Token);
            await requests.FlushAsync(limit.Token);

            var answer = await ReadAsync(limit.Token);
            Assert.Equal(_lastId, answer["id"]!.GetValue<int>());
            return answer["result"]?.AsObject() ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
        }
        finally
        {
            _oneRequest.Release();
        }
    }

    // A message is headers, an empty line, and as many bytes of JSON as the header Content-Length says.
    private async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header["Content-Length:".Length..], CultureInfo.InvariantCulture);
            }
        }

        var body = new byte[length];
        await _answers.ReadExactlyAsync(body, cancellationToken);
        return JsonNode.Parse(body)!.AsObject();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var character = new byte[1];
        while (true)
        {
            await _answers.ReadExactlyAsync(character, cancellationToken);
            if (character[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)character[0]);
        }
    }
}

/// <summary>What the compiler says about a file.</summary>
/// <param name="Diagnostics">What it and its linter report.</param>
/// <param name="Template">The compiled template, or <see langword="null"/> after an error.</param>
internal sealed record BicepResult(IReadOnlyList<BicepDiagnostic> Diagnostics, JsonObject? Template);

/// <summary>One report of the compiler or its linter, such as <c>BCP037</c> at <c>Warning</c>.</summary>
internal sealed record BicepDiagnostic(string Source, string Level, string Code, string Message);
