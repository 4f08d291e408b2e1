using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An administrator consents for everyone in the organization.</summary>
public sealed class AdminConsentTests
{
    private const string Ada = "ada@contoso.example";
    private const string UserReadAll = "https://graph.microsoft.com/User.Read.All";

    [Fact]
    public async Task The_application_is_told_and_nobody_else_is_asked_any_more()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(SeededApp.NeedsAdministrator)), "account", Ada);
        Assert.Contains("all users in your organization", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("[name=forOrganization]"));

        page = await PressAsync(browser, page, "consent", "accept");

        Assert.Equal(SeededApp.NeedsAdministrator.RedirectUri, page.Location!.GetLeftPart(UriPartial.Path));
        var answer = AnswerOf(page);
        Assert.Equal(("True", SeededTenants.Contoso, UserReadAll, "the-state"), (answer["admin_consent"], answer["tenant"], answer["scope"], answer["state"]));
        Assert.Equal(4, answer.Count);
        using var alice = fixture.NewBrowser();
        page = await PressAsync(alice, await OpenAsync(alice, AuthorizeAddress(SeededApp.NeedsAdministrator, ("scope", UserReadAll))), "account", SeededTenants.Alice);
        Assert.NotEmpty(AnswerOf(page)["code"]);
        await fixture.ChangeAsync(async db =>
        {
            var grant = await db.Set<ConsentGrant>().SingleAsync(grant => grant.ClientId == Guid.Parse(SeededApp.NeedsAdministrator.ClientId), Token);
            Assert.Equal((null, SeededTenants.Contoso, "User.Read.All"), (grant.UserId, grant.TenantId.ToString(), Assert.Single(grant.Scopes)));
        });
    }

    [Fact]
    public async Task Twice_and_for_more_adds_to_what_was_allowed()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await ConsentAsync(browser, Address(SeededApp.AsksForConsent, ("scope", "Mail.Read")));
        await ConsentAsync(browser, Address(SeededApp.AsksForConsent, ("scope", "https://graph.microsoft.com/.default")));

        await fixture.ChangeAsync(async db =>
        {
            var grant = await db.Set<ConsentGrant>().SingleAsync(grant => grant.ClientId == Guid.Parse(SeededApp.AsksForConsent.ClientId), Token);
            Assert.Contains("User.Read", grant.Scopes);
            Assert.Single(grant.Scopes, "Mail.Read");
        });
    }

    [Fact]
    public async Task Declining_is_AADSTS65004_and_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(SeededApp.NeedsAdministrator)), "account", Ada);

        page = await PressAsync(browser, page, "consent", "decline");

        ProtocolAssert.IsError(page, SeededApp.NeedsAdministrator.RedirectUri, "access_denied", 65004);
        Assert.Equal("True", AnswerOf(page)["admin_consent"]);
        Assert.True((await OpenAsync(browser, Address(SeededApp.NeedsAdministrator))).IsConsentPage());
    }

    [Fact]
    public async Task Cancelling_the_sign_in_is_AADSTS65004()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        var page = await PressAsync(browser, await OpenAsync(browser, Address(SeededApp.NeedsAdministrator)), "action", "cancel");

        ProtocolAssert.IsError(page, SeededApp.NeedsAdministrator.RedirectUri, "access_denied", 65004);
    }

    [Fact]
    public async Task Who_is_no_administrator_is_told_so_and_can_grant_nothing_by_a_forged_form_either()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(SeededApp.AsksForConsent, ("scope", "Mail.Read"))), "account", SeededTenants.Alice);

        Assert.Equal("AADSTS90094", page.Document.QuerySelector(".error-code")!.TextContent);
        Assert.Contains("Use another account", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("button[value=accept]"));
        var forged = await browser.SubmitAsync(page, page.Form("button[name=consent]"), ("consent", "accept"));
        ProtocolAssert.IsError(await AtSandboxAsync(browser, forged), SeededApp.AsksForConsent.RedirectUri, "access_denied", 90094);
        await NothingGrantedAsync(fixture, SeededApp.AsksForConsent);
    }

    [Fact]
    public async Task An_administrator_who_is_not_assigned_to_the_application_may_consent()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        Assert.Equal("True", (await ConsentAsync(browser, Address(SeededApp.RolesAndGroups, ("scope", "Mail.Read"))))["admin_consent"]);
    }

    [Fact]
    public async Task It_is_never_skipped_however_much_was_granted_and_the_address_of_the_next_page_does_not_help()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(SeededApp.SignIn, ("scope", "openid"))), "account", Ada);

        Assert.True(page.IsConsentPage());
        var around = await OpenAsync(browser, page.Address.AbsolutePath.Replace("/consent/", "/signin/", StringComparison.Ordinal) + "/next");
        Assert.True(around.IsConsentPage());
    }

    [Theory]
    [InlineData("scope", "", "invalid_request", 900144)]
    [InlineData("scope", "api://nowhere/Read", "invalid_resource", 500011)]
    [InlineData("scope", "User.Reed", "invalid_client", 650053)]
    public async Task A_mistake_of_the_application_goes_back_to_it(string name, string value, string error, int code)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsError(await OpenAsync(browser, Address(SeededApp.NeedsAdministrator, (name, value))), SeededApp.NeedsAdministrator.RedirectUri, error, code);
    }

    [Fact]
    public async Task A_scope_sent_twice_goes_back_and_an_authority_without_tenant_is_for_multi_tenant_applications()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsError(await OpenAsync(browser, Address(SeededApp.SignIn) + "&scope=openid"), SeededApp.SignIn.RedirectUri, "invalid_request", 9002313);
        ProtocolAssert.IsError(
            await OpenAsync(browser, Address(SeededApp.SignIn).Replace(SeededTenants.Contoso, "organizations", StringComparison.Ordinal)), SeededApp.SignIn.RedirectUri, "invalid_request", 50194);
        Assert.True((await OpenAsync(browser, Address(SeededApp.MultiTenant).Replace(SeededTenants.Contoso, "organizations", StringComparison.Ordinal))).IsSignInPage());
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", 50011)]
    [InlineData("redirect_uri", "", 900144)]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000001", 700016)]
    [InlineData("client_id", "", 900144)]
    public async Task Where_nothing_may_be_sent_to_a_page_says_why(string name, string value, int code)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await OpenAsync(browser, Address(SeededApp.NeedsAdministrator, (name, value))), code);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_a_page()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await OpenAsync(browser, Address(SeededApp.SignIn).Replace(SeededTenants.Contoso, "nowhere.example", StringComparison.Ordinal)), 90002);
    }

    [Fact]
    public async Task On_the_ordinary_page_an_administrator_may_tick_everyone()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read"));
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", Ada);
        Assert.NotNull(page.Document.QuerySelector("input[name=forOrganization]:not([checked])"));

        page = await PressAsync(browser, page, "consent", "accept", ("forOrganization", "true"));

        Assert.NotEmpty(AnswerOf(page)["code"]);
        using var alice = fixture.NewBrowser();
        Assert.NotEmpty(AnswerOf(await PressAsync(alice, await OpenAsync(alice, address), "account", SeededTenants.Alice))["code"]);
    }

    [Fact]
    public async Task Without_the_tick_an_administrator_consents_for_themselves()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read"));
        await SignInAsync(browser, address, Ada);

        using var alice = fixture.NewBrowser();
        Assert.True((await PressAsync(alice, await OpenAsync(alice, address), "account", SeededTenants.Alice)).IsConsentPage());
    }

    [Fact]
    public async Task The_tick_is_not_there_for_others_and_forging_it_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Alice);
        Assert.Null(page.Document.QuerySelector("[name=forOrganization]"));

        page = await PressAsync(browser, page, "consent", "accept", ("forOrganization", "true"));

        ProtocolAssert.IsError(page, SeededApp.AsksForConsent.RedirectUri, "access_denied", 90094);
        await NothingGrantedAsync(fixture, SeededApp.AsksForConsent);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ConsentAsync(TestBrowser browser, string address) =>
        AnswerOf(await SignInAsync(browser, address, Ada));

    private static Task NothingGrantedAsync(EntraIdFixture fixture, SeededApp app) => fixture.ReadAsync(async db =>
        Assert.False(await db.Set<ConsentGrant>().AnyAsync(grant => grant.ClientId == Guid.Parse(app.ClientId), Token)));

    private static string Address(SeededApp app, params IEnumerable<(string Name, string Value)> changes)
    {
        var parameters = new Dictionary<string, string?> { ["client_id"] = app.ClientId, ["redirect_uri"] = app.RedirectUri, ["scope"] = UserReadAll, ["state"] = "the-state" };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString($"/{SeededTenants.Contoso}/v2.0/adminconsent", parameters.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
