using System.Net;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class RestartTests
{
    [Fact]
    public async Task Nobody_is_signed_out_when_the_sandbox_or_the_chapter_is_killed_and_started_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var tutorial = await RunningTutorial.StartAsync(cancellationToken, ChapterLaunch.AzureAD);
        using var browser = tutorial.NewBrowser();
        var page = await browser.SignInAsync(start: "/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));

        await tutorial.RestartChapterAsync(kill: true, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Home/Members")).Status);

        await tutorial.RestartSandboxAsync(kill: true, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Home/Members")).Status);

        // The sandbox remembers the session too: without the chapter's cookie, a new sign-in asks nothing.
        Assert.NotEqual(0, browser.Cookies.Delete("__Host-AzureADSignIn"));
        page = await browser.OpenAsync("/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_starts_again_after_a_restart_of_both_and_asks_for_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var tutorial = await RunningTutorial.StartAsync(cancellationToken, ChapterLaunch.AzureAD);
        using var browser = tutorial.NewBrowser();
        var response = await browser.SignInUntilCallbackAsync(await browser.OpenAsync("/Home/Members"));

        await tutorial.RestartSandboxAsync(kill: false, cancellationToken);
        await tutorial.RestartChapterAsync(kill: false, cancellationToken);
        var page = await browser.ContinueAsync(response);

        // The code was in the sandbox's memory. The session was not.
        Assert.Equal((HttpStatusCode.BadRequest, "/signin-oidc"), (page.Status, page.Address.AbsolutePath));
        page = await browser.OpenAsync("/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));
    }
}
