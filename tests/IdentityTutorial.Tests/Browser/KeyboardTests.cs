using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What users do with Tab, Shift+Tab, Enter, Space and the arrow keys alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(BrowserStage stage)
{
    [Fact]
    public async Task A_user_signs_in_with_a_password_and_out()
    {
        await using var tab = await stage.OpenAsync("/");
        var user = new KeyboardUser(tab);
        await user.FollowAsync("Sign in");
        await user.TabToAsync(tab.Page.GetByLabel("Password"));
        await user.TabBackToAsync(tab.Page.GetByLabel("User name"));
        await user.Page.Keyboard.TypeAsync(SeededTenants.Alice);
        await user.TypeAsync("Password", SeededTenants.Password);
        await user.PressButtonAsync("Sign in");
        await Expect(Heading(tab, "Hello, Alice Archer")).ToBeVisibleAsync();

        await user.FollowAsync("Sign out");
        await Expect(Heading(tab, "You are signed out")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_user_signs_in_by_selecting_an_account()
    {
        await using var tab = await stage.OpenAsync("/");
        var user = new KeyboardUser(tab);
        await user.FollowAsync("Sign in");
        await user.PressButtonAsync("Alice Archer", "Space");

        await Expect(Heading(tab, "Hello, Alice Archer")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("Accept", "Enter", "?code=")]
    [InlineData("Decline", "Space", "?error=access_denied")]
    public async Task A_user_answers_the_request_for_a_permission(string button, string key, string answer)
    {
        await using var tab = await stage.OpenAsync("about:blank");
        var user = new KeyboardUser(tab);
        var app = SeededApp.AsksForConsent;
        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(app, ("scope", "openid Mail.Read"), ("prompt", "consent")));
        await user.PressButtonAsync("Alice Archer");

        // The app does not run. Its redirect URI in the request is enough.
        var request = await tab.Page.RunAndWaitForRequestAsync(
            () => user.PressButtonAsync(button, key),
            request => request.Url.StartsWith(app.RedirectUri, StringComparison.Ordinal));

        Assert.Contains(answer, request.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_signs_up()
    {
        await using var tab = await stage.OpenAsync(ChapterLaunch.AzureADB2C.Address.ToString());
        var user = new KeyboardUser(tab);
        await user.FollowAsync("Sign in or sign up");
        await user.PressButtonAsync("Sign up");
        await user.TypeAsync("Email address", CustomerInChromium.NewEmail());
        await user.PressButtonAsync("Send verification code");
        var mailbox = await tab.Page.Context.RunAndWaitForPageAsync(() => user.FollowAsync("Open the sandbox mailbox"));
        var code = await mailbox.Locator(".mail-code").First.InnerTextAsync();
        await mailbox.CloseAsync();
        await user.TypeAsync("Verification code", code);
        await user.PressButtonAsync("Verify code");
        await user.TypeAsync("Password", CustomerInChromium.Password);
        await user.TypeAsync("Display name", "Nova Novak");
        await user.PressButtonAsync("Create");

        await Expect(Heading(tab, "Welcome, Nova Novak")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_user_reads_a_token_compares_it_and_pastes_one()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();
        var user = new KeyboardUser(tab);
        await stage.GoAsync(tab, "/sandbox/token");
        await user.FollowAsync("ID token");
        await Expect(Heading(tab, "Claims")).ToBeVisibleAsync();
        await user.FollowAsync("compare with the");
        await Expect(Heading(tab, "Comparison of two tokens")).ToBeVisibleAsync();

        await user.FollowAsync("Token");
        await user.PressAsync(tab.Page.GetByText("More options"), "Enter");
        await user.TypeAsync("Scope or role that the API needs", "User.Read");
        await user.TabBackToAsync(tab.Page.GetByLabel("API that gets the token"));
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await user.TabBackToAsync(tab.Page.GetByLabel("Token", new() { Exact = true }));
        await tab.Page.Keyboard.PressAsync("Control+A");
        await tab.Page.Keyboard.TypeAsync("not.a.token");
        await user.PressButtonAsync("Read the token");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_developer_finds_a_user_ends_the_session_and_disables_and_deletes_the_account()
    {
        await using var tab = await stage.OpenAsync("/");
        var user = new KeyboardUser(tab);
        var name = $"keyboard-{Guid.NewGuid():N}";
        await stage.GoAsync(tab, "/sandbox/directory?tenant=contoso.example");
        await user.TypeAsync("Display name", name);
        await user.TypeAsync("User name", name);
        await user.PressButtonAsync("Add the user");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("was added");

        await using var other = await stage.OpenAsync("/");
        var person = new KeyboardUser(other);
        await person.FollowAsync("Sign in");
        await person.TypeAsync("User name", $"{name}@contoso.example");
        await person.TypeAsync("Password", SeededTenants.Password);
        await other.Page.Keyboard.PressAsync("Enter");
        await other.Page.Locator("header .who").WaitForAsync();

        await user.TypeAsync("Name", name);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByText("1 to 1 of 1.")).ToBeVisibleAsync();
        await user.FollowAsync(name);
        await user.PressButtonAsync("End the session");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The session was ended");
        await user.PressButtonAsync("Disable the account", "Space");
        await Expect(tab.Page.GetByText("Disabled", new() { Exact = true })).ToBeVisibleAsync();
        await user.PressButtonAsync("Delete the account");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("was deleted");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_developer_registers_an_app_copies_its_code_and_tries_it()
    {
        await using var tab = await stage.OpenAsync("/");
        var user = new KeyboardUser(tab);
        await stage.GoAsync(tab, "/sandbox/connect");
        await user.TabToAsync(tab.Page.GetByLabel("Web app", new() { Exact = true }));
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(tab.Page.GetByLabel("Single-page app")).ToBeFocusedAsync();
        await user.PressButtonAsync("Continue");
        await user.TypeAsync("Name", "An app without a mouse");
        await user.PressButtonAsync("Register the app", "Space");
        await Expect(Heading(tab, "An app without a mouse")).ToBeVisibleAsync();

        await user.PressAsync(tab.Page.Locator("summary", new() { HasText = "MSAL Browser" }), "Space");
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await user.PressButtonAsync("Copy auth.js of MSAL Browser");
        await Expect(tab.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Copied." })).ToHaveCountAsync(1);
        await user.TabBackToAsync(
            tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as the single-page app" }));
        await tab.Page.Keyboard.PressAsync("Enter");
        await user.PressButtonAsync("Alice Archer");

        await Expect(Heading(tab, "You are signed in")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    private static ILocator Heading(WatchedPage tab, string name) =>
        tab.Page.GetByRole(AriaRole.Heading, new() { Name = name });
}
