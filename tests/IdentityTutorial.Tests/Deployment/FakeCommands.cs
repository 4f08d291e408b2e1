using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>Stands in for command-line tools: each writes down how it was called, and answers what the test says.</summary>
internal sealed class FakeCommands : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-commands-");

    private FakeCommands()
    {
    }

    private string Log => Path.Combine(_folder.FullName, "calls.log");

    /// <summary>Every call so far: the name and the arguments, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    /// <summary>Where the files are that the fake commands find on the path.</summary>
    public static FakeCommands Create()
    {
        if (OperatingSystem.IsWindows())
        {
            RequiredTool.Missing("The deployment scripts are for bash: run these tests on Linux or macOS.");
        }

        return new FakeCommands();
    }

    /// <summary>Adds a command. <paramref name="body"/> is bash and sees the arguments in <c>$*</c>.</summary>
    public FakeCommands Add(string name, string body = "")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\nprintf '%s\\n' \"{name} ${{*//$'\\n'/ }}\" >> '{Log}'\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    /// <summary>Runs a script of the chapter with these commands first on the path.</summary>
    public Task<ToolResult> RunAsync(string script, IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment) => Tool.RunAsync(
        "bash", [RepositoryPaths.Of($"{InfraFolder.Original}/{script}"), .. arguments], _folder.FullName, TestContext.Current.CancellationToken,
        [.. environment, ("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}")]);

    public void Dispose() => _folder.Delete(recursive: true);
}
