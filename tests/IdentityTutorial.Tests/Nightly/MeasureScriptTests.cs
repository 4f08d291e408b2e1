using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Nightly;

/// <summary>
/// The measurements and the faults, by their scripts, and the pictures of all pages. They take minutes to hours and load the machine, so nothing runs
/// beside them.
/// </summary>
[Collection(BuildTests.Name)]
public sealed class MeasureScriptTests
{
    private static readonly TimeSpan _most = TimeSpan.FromHours(4);

    [NightlyFact]
    public Task Two_hundred_kills_lose_nothing_that_was_answered() => ShouldSucceedAsync("measure/kills.sh");

    [NightlyFact]
    public Task The_table_of_the_peers_and_of_a_directory_with_a_million_users_can_be_made() =>
        ShouldSucceedAsync("measure/peers.sh", ("LONG", "1"));

    [NightlyFact]
    public Task The_start_of_a_fresh_clone_can_be_timed() => ShouldSucceedAsync("measure/start-up.sh");

    [NightlyFact]
    public Task Every_fault_is_found() => ShouldSucceedAsync("faults/run.sh");

    [NightlyFact]
    public async Task Every_page_is_fine_in_each_look_and_leaves_its_pictures()
    {
        var started = DateTime.UtcNow;

        // The result file of the run that this test belongs to keeps its name.
        var run = await Tool.RunAsync(
            _most, "dotnet",
            [
                "test", "--project", RepositoryPaths.Of("tests/IdentityTutorial.Tests"), "--no-build",
                "--filter", "FullyQualifiedName~Tests.Browser|FullyQualifiedName~InChromium",
            ],
            RepositoryPaths.Of("tests"), TestContext.Current.CancellationToken,
            [(NightlyFactAttribute.Variable, null), (PageQuality.Pictures, "true"), ("TestResultName", null)]);

        Assert.True(run.ExitCode == 0, run.Output);
        var pictures = new DirectoryInfo(Path.Combine(RepositoryPaths.TestResults, "screenshots"));
        Assert.Contains(pictures.EnumerateFiles("*-640-light.png"), picture => picture.LastWriteTimeUtc > started);
    }

    private static async Task ShouldSucceedAsync(string script, params (string Name, string? Value)[] environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The scripts are for Linux.");
        var tests = RepositoryPaths.Of("tests");

        // A script that runs tests itself would begin the nightly set again.
        var run = await Tool.RunAsync(
            _most, "bash", [Path.Combine(tests, script)], tests, TestContext.Current.CancellationToken,
            [(NightlyFactAttribute.Variable, null), .. environment]);

        TestContext.Current.TestOutputHelper!.WriteLine(run.Output);
        Assert.True(run.ExitCode == 0, run.Output);
        // A script that does not find its tools ends well and measures nothing.
        Assert.DoesNotContain("Skipped:", run.Output, StringComparison.Ordinal);
    }
}
