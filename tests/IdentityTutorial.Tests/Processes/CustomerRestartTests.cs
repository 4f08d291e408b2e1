using IdentityTutorial.Tests.Chapters.UserFlows;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

/// <summary>Customers of chapter 1-2 outlive the processes.</summary>
[Collection(ProcessTests.Name)]
public sealed class CustomerRestartTests
{
    private const string Email = "noa@customer.example";

    [Fact]
    public async Task A_new_customer_is_still_there_and_another_one_is_told_to_sign_up_again_after_the_sandbox_was_killed()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var tutorial = await RunningTutorial.StartAsync(cancellationToken, ChapterLaunch.AzureADB2C);
        var mailbox = new Uri(tutorial.Sandbox.Address, "/sandbox/mail").ToString();
        using var browser = tutorial.NewBrowser();
        ShouldBe("Noa North", await SignUpAsync(browser, await StartSignUpAsync(browser, Email), mailbox, "Noa North"));
        using var late = tutorial.NewBrowser();
        var begun = await StartSignUpAsync(late, "late@customer.example");

        await tutorial.RestartSandboxAsync(kill: true, cancellationToken);

        using var elsewhere = tutorial.NewBrowser();
        ShouldBe("Noa North", await elsewhere.SignInWithPasswordAsync(Email, CustomerPages.Password));
        var lost = await late.PressAsync(begun, "action", "verify", ("verificationCode", "123456"));
        Assert.Contains("Go back to the app and start again", lost.Text, StringComparison.Ordinal);
        ShouldBe("Lea Late", await SignUpAsync(late, await StartSignUpAsync(late, "late@customer.example"), mailbox, "Lea Late"));
        ShouldBe("Noa North", await browser.GetAsync("/"));
    }

    /// <summary>Goes as far as to have a code sent.</summary>
    private static async Task<Page> StartSignUpAsync(TestBrowser browser, string email)
    {
        var signUp = await browser.FollowAsync(await browser.PressAsync(await browser.OpenAsync(SandboxPages.SignInPath), "action", "signup"));
        return await browser.FollowAsync(await browser.PressAsync(signUp, "action", "send", ("email", email)));
    }

    private static async Task<Page> SignUpAsync(TestBrowser browser, Page page, string mailbox, string name)
    {
        var code = (await browser.GetAsync(mailbox)).Document.QuerySelector(".mail-code")!.TextContent;
        page = await browser.FollowAsync(await browser.PressAsync(page, "action", "verify", ("verificationCode", code)));
        return await browser.ContinueAsync(await browser.PressAsync(page, "action", "create", ("newPassword", CustomerPages.Password), ("displayName", name)));
    }

    private static void ShouldBe(string name, Page page) => Assert.Contains(name, page.Document.QuerySelector("header .who")?.TextContent ?? page.Text, StringComparison.Ordinal);
}
