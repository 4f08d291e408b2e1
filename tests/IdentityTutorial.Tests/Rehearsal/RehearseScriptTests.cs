using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Processes;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>The script that a learner runs.</summary>
[Collection(BuildTests.Name)]
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

    [Fact]
    public async Task It_refuses_a_folder_that_it_did_not_make_and_leaves_it_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The rehearsal is for Linux.");
        PostgreSqlPrograms.FindOrSkip();
        Nginx.FindOrSkip();
        var chapter = RepositoryPaths.Chapter("DeployToAppService");
        var own = Directory.CreateTempSubdirectory("identity-tutorial-rehearse-");
        var file = Path.Combine(own.FullName, "thesis.txt");
        await File.WriteAllTextAsync(file, "the only copy", TestContext.Current.CancellationToken);
        try
        {
            foreach (var folder in new[] { own.FullName, Directory.CreateDirectory(Path.Combine(own.FullName, "empty")).FullName, file })
            {
                var run = await Tool.RunAsync(Path.Combine(chapter, "rehearse.sh"), ["--check"], chapter, TestContext.Current.CancellationToken, ("REHEARSAL_FOLDER", folder));

                Assert.NotEqual(0, run.ExitCode);
                Assert.StartsWith($"Cannot create '{folder}'. Set REHEARSAL_FOLDER to a folder that does not exist yet", run.Output, StringComparison.Ordinal);
                Assert.True(Path.Exists(folder), $"{folder} is gone.");
            }

            Assert.Equal("the only copy", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            own.Delete(recursive: true);
        }
    }

    [Fact]
    public void Its_sandbox_is_another_host_than_the_usual_one_so_that_neither_gets_the_cookies_of_the_other()
    {
        var script = File.ReadAllText(Path.Combine(RepositoryPaths.Chapter("DeployToAppService"), "rehearse.sh"));

        Assert.Contains("--urls \"$provider\"", script, StringComparison.Ordinal);
        Assert.Contains("provider=\"https://127.0.0.1:", script, StringComparison.Ordinal);
    }

    // What the tests were built with is built already.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    [GeneratedRegex(@"Sign-in: comes back to https://localhost:\d+/signin-oidc")]
    private static partial Regex ComesBack();
}
