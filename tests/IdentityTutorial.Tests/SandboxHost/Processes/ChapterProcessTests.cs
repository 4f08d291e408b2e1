using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using IdentityTutorial.Tests.SandboxHost.Chapters;
using IdentityTutorial.Tests.TestKit;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

[Collection(ProcessTests.Name)]
public sealed class ChapterProcessTests(AnsweringChapter answering) : IClassFixture<AnsweringChapter>
{
    private static readonly TimeSpan _limit = Patience.Limit;

    [Fact]
    public async Task Chapters_that_cannot_run_are_shown_with_the_reason_and_the_others_run()
    {
        const string Program = "WebApplication.Create(args).Run();";
        const string Wrong = "{\n  \"AzureAd\": {\n    \"ClientId\": \"1\"\n    \"TenantId\": \"2\"\n  }\n}\n";
        using var tutorial = new TemporaryTutorial();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var takenPort = ((IPEndPoint)taken.LocalEndpoint).Port;
        var good = AnsweringChapter.Add(tutorial, "1-Part/1-1-Good");
        tutorial.AddChapter("1-Part/1-2-Wrong", Loopback.FreePort(), "this does not compile");
        tutorial.AddChapter(
            "1-Part/1-3-Crashing",
            Loopback.FreePort(),
            """Console.WriteLine("the last line"); Environment.Exit(7);""");
        tutorial.AddChapter("2-Part/2-1-Taken", takenPort, AnsweringChapter.Program);
        tutorial.AddChapter("3-Part/3-1-Settings", Loopback.FreePort(), Program);
        tutorial.Write("3-Part/3-1-Settings/appsettings.json", Wrong);
        tutorial.AddChapter("3-Part/3-2-Development", Loopback.FreePort(), Program);
        tutorial.Write("3-Part/3-2-Development/appsettings.Development.json", Wrong);
        tutorial.AddChapter(
            "3-Part/3-3-Sentence",
            Loopback.FreePort(),
            """
            Console.WriteLine("info: reading");
            Console.Error.WriteLine("AzureAd:ClientId is not a GUID. Correct it.");
            return 1;
            """);
        await using var sandbox = await RunningSandbox.StartAsync(tutorial);

        var ready = await sandbox.WaitUntilSettledAsync();
        await sandbox.App.WaitForLineAsync("Ctrl+C", TestContext.Current.CancellationToken);

        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        Assert.Equal(
            ["1-1 running", "1-2 failed", "1-3 crashed", "2-1 failed", "3-1 failed", "3-2 failed", "3-3 failed"],
            ready.GetProperty("chapters").EnumerateArray().Select(chapter => $"{chapter.GetProperty("number")} {chapter.GetProperty("state")}"));
        Assert.Contains("exit code 7", Detail(ready, 2), StringComparison.Ordinal);
        Assert.Contains($"Port {takenPort} is already in use", Detail(ready, 3), StringComparison.Ordinal);
        Assert.EndsWith($" {sandbox.App.Address}tenant/v2.0", await sandbox.GetAsync(good), StringComparison.Ordinal);

        var home = await sandbox.GetAsync(sandbox.App.Address);
        Assert.Contains("error CS", home, StringComparison.Ordinal);
        Assert.Contains("the last line", home, StringComparison.Ordinal);
        Assert.Contains("the last line", sandbox.App.Output, StringComparison.Ordinal);
        ShouldNameTheMistakesInSettings(sandbox, ready, home);
    }

    [Fact]
    public async Task A_chapter_that_crashes_later_is_shown_and_not_started_again()
    {
        await using var sandbox = await RunningSandbox.StartAsync(answering.Tutorial);
        Assert.Equal("ready", (await sandbox.WaitUntilSettledAsync()).GetProperty("status").GetString());
        using var process = await FindProcessAsync(sandbox, answering.Address);

        process.Kill();
        JsonElement ready;
        do
        {
            ready = await sandbox.WaitUntilSettledAsync();
        }
        while (ready.GetProperty("status").GetString() == "ready");

        Assert.Equal("crashed", ready.GetProperty("chapters")[0].GetProperty("state").GetString());
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.GetAsync(answering.Address));
    }

    [Fact]
    public async Task Stopping_the_sandbox_stops_its_chapters()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var sandbox = await RunningSandbox.StartAsync(answering.Tutorial);
        await sandbox.WaitUntilSettledAsync();
        using var process = await FindProcessAsync(sandbox, answering.Address);

        await Tool.RunAsync("kill", ["-TERM", $"{sandbox.App.Id}"], Path.GetTempPath(), TestContext.Current.CancellationToken);
        var exitCode = await sandbox.App.WaitForExitAsync(_limit, TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_limit, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("crashed", sandbox.App.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killing_the_sandbox_ends_its_chapters()
    {
        await using var sandbox = await RunningSandbox.StartAsync(answering.Tutorial);
        await sandbox.WaitUntilSettledAsync();
        using var process = await FindProcessAsync(sandbox, answering.Address);
        using var sandboxProcess = Process.GetProcessById(sandbox.App.Id);

        sandboxProcess.Kill();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_limit, TestContext.Current.CancellationToken);
        Assert.True(process.HasExited);
    }

    /// <summary>The last three chapters cannot use their settings, and no stack trace hides the reason.</summary>
    private static void ShouldNameTheMistakesInSettings(RunningSandbox sandbox, JsonElement ready, string home)
    {
        const string InLine4 = "is not valid JSON in line 4: '\"' is invalid after a value.";
        (int Chapter, string Reason)[] expected =
        [
            (4, $"3-Part/3-1-Settings/appsettings.json {InLine4}"),
            (5, $"3-Part/3-2-Development/appsettings.Development.json {InLine4}"),
            (6, "AzureAd:ClientId is not a GUID. Correct it."),
        ];
        Assert.All(expected, each =>
        {
            Assert.StartsWith(each.Reason, Detail(ready, each.Chapter), StringComparison.Ordinal);
            Assert.Contains($"failed. {each.Reason}", sandbox.App.Output, StringComparison.Ordinal);
            var inHtml = WebUtility.HtmlEncode(each.Reason).Replace("&#39;", "&#x27;", StringComparison.Ordinal);
            Assert.Contains(inHtml, home, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("   at ", sandbox.App.Output, StringComparison.Ordinal);
    }

    private static string? Detail(JsonElement ready, int chapter) => ready.GetProperty("chapters")[chapter].GetProperty("detail").GetString();

    private static async Task<Process> FindProcessAsync(RunningSandbox sandbox, Uri chapter)
    {
        var answer = await sandbox.GetAsync(chapter);
        return Process.GetProcessById(int.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture));
    }
}
