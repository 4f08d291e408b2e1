using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Questions that the pages alone have to answer to a new user, in fewer than ten actions each.</summary>
[Collection(BrowserTests.Name)]
public sealed class NewUserTaskTests(BrowserStage stage, ITestOutputHelper output)
{
    private const string RedirectUri = "https://localhost:7111/signin-oidc";
    private const string ChangedRedirectUri = "https://localhost:7111/signin-changed";

    private const string Sent =
        $"The redirect URI '{RedirectUri}' does not match the redirect URIs configured for the application "
            + "'1-1 AzureAD-SignIn'.";

    private const string WhyTenantId =
        "Use this claim to identify the tenant, because names and domains can change.";

    [Fact]
    public Task The_pages_say_why_a_sign_in_failed_after_the_redirect_URI_was_changed_and_repair_it() =>
        AfterTheRedirectUriWasChangedAsync(async user =>
        {
            await user.OpenAsync(BrowserStage.Chapter);
            await user.FollowAsync("Sign in");
            await user.ShouldReadAsync("AADSTS50011", Sent, "registered for the app", ChangedRedirectUri);

            await user.FollowAsync("Register the address that was sent");
            await user.PressAsync("Register the redirect URI");
            await user.ShouldReadAsync("The redirect URIs were changed.");
            await user.OpenAsync(BrowserStage.Chapter);
            await user.FollowAsync("Sign in");
            await user.PressAsync(SeededTenants.Alice);
            await user.ShouldReadAsync("Hello, Alice Archer");
        });

    [Fact]
    public Task The_wire_page_says_why_a_sign_in_failed_after_the_redirect_URI_was_changed() =>
        AfterTheRedirectUriWasChangedAsync(async user =>
        {
            await user.OpenAsync(BrowserStage.Chapter);
            await user.FollowAsync("Sign in");
            await user.OpenAsync(await stage.SandboxAsync());
            await user.FollowAsync("the wire page");

            await user.ShouldReadAsync("AADSTS50011", Sent, "registered for the app", ChangedRedirectUri);
        });

    [Fact]
    public async Task The_ID_token_page_of_a_chapter_says_which_claim_tells_the_tenant_and_why_not_the_name()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new NewUser(tab);
        await SignInAsync(user, BrowserStage.Chapter);
        await user.FollowAsync("ID token");

        await user.ShouldReadAsync("tid", SeededTenants.Contoso, WhyTenantId);
        Report(user);
    }

    [Fact]
    public async Task The_token_page_says_which_claim_tells_the_tenant_and_why_not_the_name()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new NewUser(tab);
        await SignInAsync(user, BrowserStage.Chapter);
        await user.OpenAsync(await stage.SandboxAsync());
        await user.FollowAsync("The token page");
        await user.FollowFirstAsync("ID token");

        await user.ShouldReadAsync("tid", SeededTenants.Contoso, WhyTenantId);
        Report(user);
    }

    [Fact]
    public async Task The_wire_page_shows_that_a_code_is_accepted_once()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new NewUser(tab);
        await SignInAsync(user, BrowserStage.Chapter);
        await user.OpenAsync(await stage.SandboxAsync());
        await user.FollowAsync("the wire page");
        await user.ShouldReadAsync("The app exchanges the code for tokens.");
        await user.UnfoldAsync("/oauth2/v2.0/token");
        await user.PressAsync("Send this request again");

        await user.ShouldReadAsync("AADSTS54005", "The authorization code was already redeemed.", "A code works once.");
        Report(user);
    }

    [Fact]
    public async Task The_token_page_shows_the_scopes_of_the_token_that_Graph_got()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new NewUser(tab);
        await SignInAsync(user, ChapterLaunch.MicrosoftGraph.Address);
        await user.FollowAsync("Profile");
        await user.OpenAsync(await stage.SandboxAsync());
        await user.FollowAsync("The token page");
        await user.FollowFirstAsync("Access token for Microsoft Graph");

        await user.ShouldReadAsync(
            "Access token for Microsoft Graph", "scp", "User.Read",
            "The scopes: what the app may do for the user at the API.");
        Report(user);
    }

    [Fact]
    public async Task A_session_whose_token_cache_was_lost_works_again()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new NewUser(tab);
        await SignInAsync(user, ChapterLaunch.MicrosoftGraph.Address);
        await stage.RestartAsync(ChapterLaunch.MicrosoftGraph);

        await user.FollowAsync("Profile");
        await user.ShouldReadAsync("Alice Archer", "What Graph knows about you");
        await user.FollowAsync("Token cache");
        await user.PressAsync("Acquire silently");
        await user.ShouldReadAsync("the cache, in");

        // The record of messages says how the session was repaired.
        await user.OpenAsync(await stage.SandboxAsync());
        await user.FollowAsync("the wire page");
        await user.ShouldReadAsync("Sign-in without a page, 2-1");
        Report(user);
    }

    private async Task AfterTheRedirectUriWasChangedAsync(Func<NewUser, Task> task)
    {
        // The task begins after another developer has replaced the redirect URI of the app.
        await using var developer = await stage.OpenAsync(
            new Uri(await stage.SandboxAsync(), $"/sandbox/connect/{SeededTenants.SignInChapter}").ToString());
        try
        {
            await RegisterAsync(developer, ChangedRedirectUri);
            await RemoveButton(developer, RedirectUri).ClickAsync();
            await Expect(RemoveButton(developer, RedirectUri)).ToHaveCountAsync(0);

            await using var tab = await stage.OpenAsync("about:blank");
            var user = new NewUser(tab);
            await task(user);
            Report(user);
        }
        finally
        {
            await developer.Page.ReloadAsync();
            if (await RemoveButton(developer, RedirectUri).CountAsync() == 0)
            {
                await RegisterAsync(developer, RedirectUri);
            }

            await RemoveButton(developer, ChangedRedirectUri).ClickAsync();
            await Expect(RemoveButton(developer, ChangedRedirectUri)).ToHaveCountAsync(0);
        }
    }

    private static async Task RegisterAsync(WatchedPage tab, string redirectUri)
    {
        await tab.Page.GetByLabel("Redirect URI", new() { Exact = true }).FillAsync(redirectUri);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Register the redirect URI" }).ClickAsync();
        await RemoveButton(tab, redirectUri).WaitForAsync();
    }

    private static ILocator RemoveButton(WatchedPage tab, string redirectUri) =>
        tab.Page.GetByRole(AriaRole.Button, new() { Name = $"Remove {redirectUri}", Exact = true });

    private static async Task SignInAsync(NewUser user, Uri chapter)
    {
        await user.OpenAsync(chapter);
        await user.FollowAsync("Sign in");
        await user.PressAsync(SeededTenants.Alice);
        await user.ShouldReadAsync("Hello, Alice Archer");
    }

    private void Report(NewUser user) => output.WriteLine($"{user.Actions} actions");
}
