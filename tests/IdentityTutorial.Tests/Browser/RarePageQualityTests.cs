using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>The pages that a sign-in does not lead to: no fault in the console, for axe or on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class RarePageQualityTests(BrowserStage stage)
{
    // Their files are the same in each chapter, so one stands for all, except where each page is looked at.
    private static readonly ChapterLaunch[] _chapters = PageQuality.KeepsPictures
        ? [ChapterLaunch.AzureAD, ChapterLaunch.AzureADB2C, ChapterLaunch.MicrosoftGraph, ChapterLaunch.AppService]
        : [ChapterLaunch.AppService];

    [Fact]
    public async Task The_lists_of_the_directory_and_the_page_of_a_group_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=groups");
        await PageQuality.ShouldBeFineAsync(tab, "directory-groups", "Groups of Contoso");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Engineering", Exact = true }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-group", "Members");
        await tab.Page.GetByLabel("Name with which the user signs in").FillAsync("nobody@contoso.example");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add to the group" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-group-refused", "Nothing was changed.");

        await DeviceCode.StartAsync(stage);
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=devices");
        await PageQuality.ShouldBeFineAsync(tab, "directory-devices", "Code expires (UTC)");
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=sessions");
        await PageQuality.ShouldBeFineAsync(tab, "directory-sessions", "Signed in (UTC)");
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=consents");
        await PageQuality.ShouldBeFineAsync(tab, "directory-consents", "An administrator, for all users");
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=groups&q=zyzzyva");
        await PageQuality.ShouldBeFineAsync(tab, "directory-empty", "No name contains this text.");
    }

    [Fact]
    public async Task The_list_of_roles_and_the_page_of_a_role_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/");
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example&show=roles&q=task");
        await PageQuality.ShouldBeFineAsync(tab, "directory-roles", "Roles of Contoso");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Task.Approve" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-role", "Product leads");
        await tab.Page.GetByLabel("User, group or app").FillAsync("nobody@contoso.example");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Assign the role" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-role-refused", "Nothing was changed.");
    }

    [Fact]
    public async Task Two_tokens_side_by_side_have_no_fault()
    {
        await using var tab = await stage.OpenAsync(ChapterLaunch.MicrosoftGraph.Address.ToString());
        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();
        await tab.Page.Locator("header .who").WaitForAsync();
        await stage.GoAsync(tab, "/sandbox/token");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "ID token" }).First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "compare with the Access token" }).First.ClickAsync();

        await PageQuality.ShouldBeFineAsync(tab, "token-compared", "Comparison of two tokens");
    }

    [Fact]
    public async Task The_page_of_an_invitation_has_no_fault()
    {
        await using var own = await stage.OpenAsync("/");
        using var daemon = await SandboxDaemon.RegisterAsync(
            own, stage, "User.Invite.All", "User.ReadWrite.All");
        var invitation = await daemon.PostAsync("/invitations", new
        {
            invitedUserEmailAddress = SeededTenants.Eve,
            inviteRedirectUrl = "https://app.contoso.example/welcome",
        });
        try
        {
            await using var tab = await stage.OpenAsync(invitation["inviteRedeemUrl"]!.GetValue<string>());
            await TypePasswordAsync(tab, SeededTenants.Eve);
            await PageQuality.ShouldBeFineAsync(tab, "sandbox-invitation", "Accept an invitation");
        }
        finally
        {
            await daemon.DeleteUserAsync(invitation["invitedUser"]!["id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task The_page_of_an_expired_password_has_no_fault()
    {
        await using var tab = await stage.OpenAsync("/");
        using var daemon = await SandboxDaemon.RegisterAsync(
            tab, stage, "User.ReadWrite.All");
        var name = $"expired-{Guid.NewGuid():N}";
        var user = await daemon.PostAsync("/users", new
        {
            accountEnabled = true,
            displayName = "Nora Lind",
            mailNickname = name,
            userPrincipalName = $"{name}@contoso.example",
            passwordProfile = new { password = SeededTenants.Password, forceChangePasswordNextSignIn = true },
        });
        try
        {
            await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
            await TypePasswordAsync(tab, $"{name}@contoso.example");
            await PageQuality.ShouldBeFineAsync(tab, "sandbox-new-password", "Enter a new password");
            await tab.Page.GetByLabel("Current password").FillAsync(SeededTenants.Password);
            await tab.Page.GetByLabel("New password").FillAsync("weak");
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
            await PageQuality.ShouldBeFineAsync(tab, "sandbox-new-password-refused", "AADSTS120002");
        }
        finally
        {
            await daemon.DeleteUserAsync(user["id"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("/sandbox/no-such-page", "Nothing here")]
    [InlineData("/sandbox/status/405", "The sandbox rejected this request")]
    public async Task A_status_page_has_no_fault(string path, string text)
    {
        await using var tab = await stage.OpenAsync(new Uri(await stage.SandboxAsync(), path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-status{path.Replace('/', '-')}", text);
    }

    [Fact]
    public async Task The_page_of_a_failure_of_the_sandbox_has_no_fault()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        await stage.GoAsync(tab, "/sandbox/status/500");
        var status = Assert.Single(tab.Problems);
        Assert.Contains("status of 500", status, StringComparison.Ordinal);
        tab.ForgetProblems();

        await PageQuality.ShouldBeFineAsync(tab, "sandbox-status-500", "The sandbox failed");
    }

    [Fact]
    public async Task The_page_that_sends_the_answer_to_the_app_has_no_fault()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        await tab.Page.RouteAsync(
            "**/auto-submit.js*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/Home/Members").ToString());
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();

        await PageQuality.ShouldBeFineAsync(tab, "sandbox-form-post", "Continue to 1-1");
    }

    [Fact]
    public async Task The_page_that_leaves_a_social_provider_has_no_fault()
    {
        var sandbox = await stage.SandboxAsync();
        var callback = Uri.EscapeDataString(new Uri(sandbox, "/social/callback/glimpse").ToString());
        await using var tab = await stage.OpenAsync("about:blank");
        await stage.GoAsync(
            tab,
            $"/social/glimpse/authorize?client_id=identity-sandbox&response_type=code&state=s&redirect_uri={callback}");

        // The page goes on by itself. When the request is aborted, the browser stays where it is.
        await tab.Page.RouteAsync("**/social/callback/**", route => route.AbortAsync("aborted"));
        await tab.Page.Locator("button[name=account]").First.ClickAsync();

        await PageQuality.ShouldBeFineAsync(tab, "social-leaving", "sends you back to where you came from");
    }

    [Theory]
    [InlineData("/MicrosoftIdentity/Account/AccessDenied", "You do not have access to this page")]
    [InlineData("/MicrosoftIdentity/Account/Error", "The sign-in stopped with an error.")]
    [InlineData("/MicrosoftIdentity/Account/SignedOut", "You are signed out")]
    [InlineData("/Error", "HTTP 404")]
    public async Task A_page_that_every_chapter_has_is_without_a_fault(string path, string text)
    {
        await using var tab = await stage.OpenAsync("about:blank");
        foreach (var chapter in _chapters)
        {
            await tab.Page.GotoAsync(new Uri(chapter.Address, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"{chapter.Assembly}{path.Replace('/', '-')}", text);
        }
    }

    private static async Task TypePasswordAsync(WatchedPage tab, string name)
    {
        await tab.Page.Locator("input[name=username]").FillAsync(name);
        await tab.Page.Locator("input[name=password]").FillAsync(SeededTenants.Password);
        await tab.Page.Locator("button[value=signin]").ClickAsync();
    }
}
