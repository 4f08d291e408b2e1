using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Processes;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>The script that a learner runs.</summary>
[Collection(DatabaseTests.Name)]
public sealed partial class RehearseScriptTests
{
    [Fact]
    public async Task It_starts_every_part_passes_the_smoke_test_and_leaves_nothing_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The rehearsal is for Linux.");
        PostgreSqlPrograms.FindOrSkip();
        Nginx.FindOrSkip();
        var cancellationToken = TestContext.Current.CancellationToken;
        var chapter = RepositoryPaths.Chapter("DeployToAppService");
        var parts = Directory.CreateTempSubdirectory("identity-tutorial-rehearse-");
        parts.Delete();
        int[] ports = [.. Enumerable.Range(0, 6).Select(_ => Loopback.FreePort())];

        var run = await Tool.RunAsync(
            Path.Combine(chapter, "rehearse.sh"), ["--check"], chapter, cancellationToken,
            ("REHEARSAL_PORTS", string.Join(' ', ports)), ("REHEARSAL_FOLDER", parts.FullName), ("REHEARSAL_CONFIGURATION", Configuration()));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(ComesBack(), run.Output);
        Assert.False(Directory.Exists(parts.FullName), "The folder is still there.");
        Assert.All(ports, port => Assert.False(Loopback.IsTaken(port), $"Somebody still listens on {port}."));
    }

    // What the tests were built with is built already.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    [GeneratedRegex(@"Sign-in: comes back to https://localhost:\d+/signin-oidc")]
    private static partial Regex ComesBack();
}
