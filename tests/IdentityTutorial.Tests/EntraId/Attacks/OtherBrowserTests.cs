using System.Net;
using IdentityTutorial.Tests.ExternalId;
using IdentityTutorial.Tests.Graph;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Each page of a waiting request belongs to the browser that began the request.</summary>
public sealed class OtherBrowserTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private EntraIdFixture Sandbox => graph.Login;

    [Theory]
    [InlineData("/signin/")]
    [InlineData("/signup/")]
    [InlineData("/multi-factor/")]
    [InlineData("/consent/")]
    [InlineData("/devicelogin/")]
    [InlineData("/invitation/")]
    [InlineData("/reset-password/")]
    [InlineData("admin consent")]
    public async Task A_page_does_not_open_in_another_browser(string kind)
    {
        using var owner = Sandbox.NewBrowser();
        using var other = Sandbox.NewBrowser();
        var page = await ReachAsync(kind, owner);
        await SignInAsync(other, AuthorizeAddress(SeededApp.SignIn)); // has a mark and a session of its own

        ShouldBeAnotherBrowsers(await other.GetAsync(page.Address.AbsolutePath));
        ShouldBeAnotherBrowsers(await other.GetAsync($"/signin/{page.Address.Segments[^1]}/next"));

        var again = await owner.GetAsync(page.Address.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, page.Document.Title), (again.Status, again.Document.Title));
    }

    [Fact]
    public async Task The_browser_that_began_a_sign_in_finishes_it_after_another_one_has_tried()
    {
        using var alice = Sandbox.NewBrowser();
        using var bob = Sandbox.NewBrowser();
        var begun = await OpenAsync(alice, AuthorizeAddress(SeededApp.SignIn));

        ShouldBeAnotherBrowsers(await bob.GetAsync(begun.Address.AbsolutePath));

        Assert.NotEmpty(AnswerOf(await PressAsync(alice, begun, "account", SeededTenants.Alice))["code"]);
    }

    /// <summary>Goes to the page of this kind, which its path tells.</summary>
    private async Task<Page> ReachAsync(string kind, TestBrowser browser)
    {
        var page = kind switch
        {
            "/signin/" => await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)),
            "/signup/" => await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create"))),
            "/multi-factor/" => await ReachAsync(browser, AuthorizeAddress(SeededApp.SignIn), SeededTenants.Mia),
            "/consent/" => await ReachAsync(
                browser, AuthorizeAddress(SeededApp.AsksForConsent), SeededTenants.Alice),
            "/devicelogin/" => await DeviceFlow.SignInAsync(
                browser, (await new DeviceFlow(Sandbox).StartAsync())["user_code"]),
            "/invitation/" => await ReachAsync(
                browser, InvitedGuests.AddressOf(await graph.InviteAsync(SeededTenants.Eve)), SeededTenants.Eve),
            "/reset-password/" => await OpenAsync(
                browser, (await OpenAsync(browser, Customer.Address())).Link("Forgot your password?").PathAndQuery),
            _ => await ReachAsync(browser, AdminConsentAddress, GraphFixture.Administrator),
        };
        var path = kind == "admin consent" ? "/consent/" : kind;
        Assert.StartsWith(path, page.Address.AbsolutePath, StringComparison.Ordinal);
        return page;
    }

    private static string AdminConsentAddress =>
        $"/{SeededTenants.Contoso}/v2.0/adminconsent?client_id={SeededApp.NeedsAdministrator.ClientId}"
        + $"&redirect_uri={Uri.EscapeDataString(SeededApp.NeedsAdministrator.RedirectUri)}&scope=User.Read.All";

    private static async Task<Page> ReachAsync(TestBrowser browser, string address, string account) =>
        await PressAsync(browser, await OpenAsync(browser, address), "account", account);

    private static void ShouldBeAnotherBrowsers(Page page)
    {
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This sign-in started in another browser", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Location);
    }
}
