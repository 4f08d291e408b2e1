using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>
/// The app that <c>dotnet new mvc</c> creates. The template can change with the SDK, so the repository keeps the files
/// that its pages show.
/// </summary>
/// <param name="Sdk">The version of the SDK that has created it.</param>
/// <param name="Files">The lines of its files, by their paths in the app's folder.</param>
internal sealed partial record MvcTemplate(string Sdk, SortedDictionary<string, string[]> Files)
{
    private const string KeptAt = "tests/IdentityTutorial.Tests/Repository/FromPlainMvc/mvc-template.json";

    // With readable code in the file: no HTML page ever contains it.
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The texts of the files, by their paths in the app's folder.</summary>
    public IReadOnlyDictionary<string, string> Texts =>
        Files.ToDictionary(file => file.Key, file => AppFiles.Normalize(string.Join('\n', file.Value)));

    /// <summary>Reads the one that the repository keeps.</summary>
    public static MvcTemplate ReadKept() => JsonSerializer.Deserialize<MvcTemplate>(TrackedFiles.Read(KeptAt), _json)!;

    /// <summary>Runs <c>dotnet new mvc</c> of the SDK that <c>global.json</c> selects, without a network.</summary>
    public static async Task<MvcTemplate> CreateAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("plain-mvc-");
        try
        {
            var app = Path.Combine(folder.FullName, AppFiles.ProjectName);

            // The temporary folder is also the home of the command. It has no templates that a user has installed, so
            // the command uses the one of the SDK. Without the ports, it selects random ones.
            await RunAsync(
                folder.FullName, cancellationToken,
                "new", "mvc", "--name", AppFiles.ProjectName, "--output", app, "--no-restore", "--no-update-check",
                "--kestrelHttpPort", "5000", "--kestrelHttpsPort", "5001");
            var sdk = await RunAsync(folder.FullName, cancellationToken, "--version");
            return new MvcTemplate(sdk.Trim(), Read(app));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whether another SDK's template has the same files as this one.</summary>
    public bool HasFilesOf(MvcTemplate other) =>
        Texts.Count == other.Texts.Count && !Texts.Except(other.Texts).Any();

    /// <summary>Keeps this one in the repository.</summary>
    public void Keep() =>
        File.WriteAllText(RepositoryPaths.Of(KeptAt), AppFiles.Normalize(JsonSerializer.Serialize(this, _json)));

    private static SortedDictionary<string, string[]> Read(string app)
    {
        var files = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(app, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(app, file).Replace('\\', '/');
            if (AppFiles.IsCompared(path))
            {
                files[path] = WithoutYear(AppFiles.Normalize(File.ReadAllText(file))).TrimEnd('\n').Split('\n');
            }
        }

        return files;
    }

    // The footer of the template's pages has the year in which the app was created.
    private static string WithoutYear(string text) => Year().Replace(text, "&copy;");

    [GeneratedRegex("&copy; [0-9]{4}")]
    private static partial Regex Year();

    private static async Task<string> RunAsync(
        string home, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync(
            "dotnet", arguments, RepositoryPaths.Root, cancellationToken,
            ("DOTNET_CLI_HOME", home), ("DOTNET_NOLOGO", "true"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "true"),
            ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"), ("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false"));
        Assert.True(result.ExitCode == 0, result.Output);
        return result.StandardOutput;
    }
}
