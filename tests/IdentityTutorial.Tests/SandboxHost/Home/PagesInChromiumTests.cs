using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Seed;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.SandboxHost.Home;

/// <summary>
/// The home page, the registration page and the page about a redirect URI in Chromium, with a sandbox and a seed of
/// their own.
/// </summary>
[Collection(ProcessTests.Name)]
public sealed class PagesInChromiumTests : IAsyncDisposable
{
    private readonly TemporarySeed _seed = new();
    private ProcessApp? _sandbox;
    private ChromiumBrowser? _chromium;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edited_seed_is_applied_and_confirmed_by_keyboard_and_without_JavaScript()
    {
        await using var tab = await OpenAsync("/", new() { JavaScript = false });
        _seed.Replace("Alice Archer", "Alice Changed");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("differs from the database");

        var link = tab.Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "home page" });
        await link.PressAsync("Enter");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" })).ToBeInViewportAsync();
        await tab.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" })).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The sandbox was reset. The database now has 4 tenants");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task The_notices_of_the_home_page_have_no_fault()
    {
        await using var tab = await OpenAsync("/");
        _seed.Replace("Alice Archer", "Alice Changed");
        await tab.Page.ReloadAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-seed-differs", "differs from the database");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-reset", "The sandbox was reset.");

        _seed.Replace("\"tenants\"", "\"tenant\"");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-not-reset", "Nothing was reset.");
    }

    [Theory]
    [InlineData("known", $"?client_id={SeededTenants.SignInChapter}&redirect_uri=https://localhost:7111/signin-oidc"
        + "&front_channel_logout_url=https://localhost:7111/signout&post_logout_redirect_uri=https://localhost:7111/a-path-that-is-long-enough-to-wrap")]
    [InlineData("unknown", "?client_id=11111111-2222-3333-4444-555555555555")]
    [InlineData("none", "")]
    public async Task The_registration_page_has_no_fault(string name, string query)
    {
        await using var tab = await OpenAsync("/sandbox/registration" + query);

        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-registration-{name}", name == "known" ? "Not registered" : "Apps of the sandbox");
    }

    [Fact]
    public async Task The_pages_about_an_address_that_is_not_registered_have_no_fault_and_lead_to_the_registration()
    {
        var address = EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", "https://localhost:7111/signin"));
        await using var tab = await OpenAsync(address);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-redirect-uri", "CallbackPath");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Check the registration of the app" }).PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Not registered");

        var logout = $"/{SeededTenants.Contoso}/oauth2/v2.0/logout?client_id={SeededTenants.SignInChapter}&post_logout_redirect_uri=https://localhost:7111/";
        await tab.Page.GotoAsync(new Uri(_sandbox!.Address, logout).ToString());
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-post-logout", "SignedOutCallbackPath");
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _seed.Dispose();
    }

    private async Task<WatchedPage> OpenAsync(string path, PageOptions? options = null)
    {
        ChromiumExecutable.FindOrSkip();
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        _sandbox = ProcessApp.Start(
            RepositoryPaths.Sandbox, certificate, arguments: ["--no-chapters", $"--Sandbox:Seed={_seed.File}", "--Sandbox:Database=:memory:"]);
        await _sandbox.WaitUntilAnsweringAsync(certificate, Cancelled, "/sandbox/api/ready");
        _chromium = await ChromiumBrowser.StartAsync(certificate);
        var tab = await _chromium.NewPageAsync(options);
        await tab.Page.GotoAsync(new Uri(_sandbox.Address, path).ToString());
        return tab;
    }
}
