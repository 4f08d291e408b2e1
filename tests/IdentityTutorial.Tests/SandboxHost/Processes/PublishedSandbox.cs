using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>The sandbox, published once for the tests of a class by the command of its README.</summary>
public sealed class PublishedSandbox : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;
    private readonly Lazy<Task<string>> _program;

    /// <summary>Publishes nothing yet: the first test that asks does.</summary>
    public PublishedSandbox() => _program = new(PublishAsync);

    /// <summary>The program, which the next command of the README starts.</summary>
    public Task<string> ProgramAsync() => _program.Value;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Publishes as the README does, but into another folder, and what the tests were built with.</summary>
    private async Task<string> PublishAsync()
    {
        const string page = "sandbox/README.md";
        var publish = ReadmeCommand.Find(page, "dotnet publish sandbox").Words;
        var start = ReadmeCommand.Find(page, "dotnet identity-sandbox").Words;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var result = await Tool.RunAsync(
            publish[0],
            [.. publish[1..^1], Path.Combine(_folder, publish[^1]), "--no-build", "--configuration", configuration],
            RepositoryPaths.Root,
            TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Output);
        return Path.Combine(_folder, start[^1]);
    }
}
