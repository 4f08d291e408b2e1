using System.Net;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What the README promises first: one command, then everything by clicking, on the addresses it names for the chapters.</summary>
[Collection(BuildTests.Name)]
public sealed class WholeTutorialTests
{
    private static readonly TimeSpan _readyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task The_sandbox_starts_the_chapter_and_a_person_clicks_from_the_home_page_to_a_sign_in_and_out_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        ChromiumExecutable.FindOrSkip();
        if (Loopback.IsTaken(BrowserStage.Chapter.Port))
        {
            RequiredTool.Missing($"Port {BrowserStage.Chapter.Port} is in use, and this test starts chapter 1-1 on it: stop the sandbox that runs.");
        }

        var certificate = await DevelopmentCertificate.EnsureAsync(cancellation);
        await using var sandbox = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, arguments: ["--Sandbox:Database=:memory:"]);
        await WaitUntilReadyAsync(sandbox, certificate, cancellation);
        await using var chromium = await ChromiumBrowser.StartAsync(certificate);
        await using var tab = await chromium.NewPageAsync(ReadmePictures.Size);

        await tab.Page.GotoAsync(sandbox.Address.ToString());
        await ReadmePictures.KeepAsync(tab, "sandbox-home");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Open" }).First.ClickAsync();
        await tab.SignInAsAliceAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "ID token", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByText(SeededTenants.Alice).First).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "signed out" })).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();

        await sandbox.StopAsync();
        Assert.False(Loopback.IsTaken(BrowserStage.Chapter.Port), "The chapter outlived the sandbox.");
    }

    private static async Task WaitUntilReadyAsync(ProcessApp sandbox, DevelopmentCertificate certificate, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_readyLimit);
        await sandbox.WaitUntilAnsweringAsync(certificate, limit.Token);
        using var client = new HttpClient(certificate.CreateHandler()) { BaseAddress = sandbox.Address };
        var status = HttpStatusCode.ServiceUnavailable;
        while (status != HttpStatusCode.OK)
        {
            Assert.True(sandbox.IsRunning && !limit.IsCancellationRequested, $"Not ready after {_readyLimit}. The sandbox printed:\n{sandbox.Output}");
            using var response = await client.GetAsync("/sandbox/api/ready", cancellation);
            status = response.StatusCode;
            await Task.Delay(_pollInterval, cancellation);
        }
    }
}
