using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.EntraId.Version1.Version1Consent;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>An administrator consents at the address of version 1, which names no scopes.</summary>
public sealed class Version1AdminConsentTests
{
    private const string Graph = "https://graph.microsoft.com";

    [Fact]
    public async Task It_asks_for_all_that_the_registration_lists_and_the_answer_names_no_scope()
    {
        await using var fixture = new EntraIdFixture();
        await ListTasksAsync(fixture);
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent));
        Assert.Contains("all users in your organization", page.Text, StringComparison.Ordinal);
        var asked = page.Document.QuerySelectorAll("main li code").Select(code => code.TextContent).ToHashSet();

        page = await PressAsync(browser, page, "consent", "accept");

        Assert.Equal(SeededApp.AsksForConsent.RedirectUri, page.Location!.GetLeftPart(UriPartial.Path));
        var answer = AnswerOf(page);
        Assert.Equal(
            ("True", SeededTenants.Contoso, "the-state"), (answer["admin_consent"], answer["tenant"], answer["state"]));
        Assert.Equal(3, answer.Count);
        var granted = await GrantedAsync(fixture, SeededApp.AsksForConsent);
        var scopes = granted.Values.SelectMany(each => each).ToHashSet();
        Assert.Superset(new HashSet<string> { "User.Read", "Mail.Read", "Tasks.Read" }, scopes);
        Assert.Equal(asked, scopes);

        using var alice = fixture.NewBrowser();
        var signIn = await SignInWithoutConsentAsync(alice, Version1Flow.AuthorizeAddress(SeededApp.AsksForConsent));
        Assert.NotEmpty(AnswerOf(signIn)["code"]);
    }

    [Fact]
    public async Task With_a_resource_it_asks_for_what_the_registration_lists_of_this_API_alone()
    {
        await using var fixture = new EntraIdFixture();
        await ListTasksAsync(fixture);
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent, ("resource", Graph)));

        await PressAsync(browser, page, "consent", "accept");

        var granted = await GrantedAsync(fixture, SeededApp.AsksForConsent);
        Assert.Equal(Guid.Parse("00000003-0000-0000-c000-000000000000"), Assert.Single(granted.Keys));
    }

    [Fact]
    public async Task The_parameter_scope_of_version_2_is_ignored()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        var page = await OpenConsentAsync(
            browser, Address(SeededApp.AsksForConsent, ("scope", "User.ReadWrite.All"), ("resource", Graph)));

        Assert.DoesNotContain("User.ReadWrite.All", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declining_is_AADSTS65004_and_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.NeedsAdministrator));

        page = await PressAsync(browser, page, "consent", "decline");

        ProtocolAssert.IsError(page, SeededApp.NeedsAdministrator.RedirectUri, "access_denied", 65004);
        var answer = AnswerOf(page);
        Assert.Equal(
            ("cancel", "True", "the-state"), (answer["error_subcode"], answer["admin_consent"], answer["state"]));
        Assert.Empty(await GrantedAsync(fixture, SeededApp.NeedsAdministrator));
    }

    [Fact]
    public async Task A_user_who_is_no_administrator_can_grant_nothing_by_a_forged_form_either()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent), SeededTenants.Alice);

        Assert.Equal("AADSTS90094", page.Document.QuerySelector(".error-code")!.TextContent);
        var forged = await browser.SubmitAsync(page, page.Form("button[name=consent]"), ("consent", "accept"));
        ProtocolAssert.IsError(
            await AtSandboxAsync(browser, forged), SeededApp.AsksForConsent.RedirectUri, "access_denied", 90094);
        Assert.Empty(await GrantedAsync(fixture, SeededApp.AsksForConsent));
    }

    [Fact]
    public async Task The_consent_page_of_another_browser_is_an_error_page()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent));

        ProtocolAssert.IsErrorPage(await other.GetAsync(page.Address.PathAndQuery), 50089);
        Assert.Empty(await GrantedAsync(fixture, SeededApp.AsksForConsent));
    }

    [Fact]
    public async Task A_permission_that_the_registration_lost_meanwhile_is_not_granted()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await OpenConsentAsync(browser, Address(SeededApp.AsksForConsent, ("resource", Graph)));
        await fixture.ChangeAsync(async db => (await db.Set<ConfiguredScopes>()
                .Where(each => each.ClientId == Guid.Parse(SeededApp.AsksForConsent.ClientId)).ToListAsync(Token))
            .ForEach(each => each.Scopes.Remove("Mail.Read")));

        page = await PressAsync(browser, page, "consent", "accept");

        Assert.True(page.IsConsentPage());
        Assert.Empty(await GrantedAsync(fixture, SeededApp.AsksForConsent));
        await PressAsync(browser, page, "consent", "accept");
        var granted = await GrantedAsync(fixture, SeededApp.AsksForConsent);
        Assert.DoesNotContain("Mail.Read", Assert.Single(granted.Values));
    }

    [Theory]
    [InlineData("resource", "api://nowhere", "invalid_resource", 500011)]
    [InlineData("resource", Version1Flow.Reports, "invalid_client", 650057)]
    public async Task A_mistake_of_the_app_goes_back_to_it(string name, string value, string error, int code)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address(SeededApp.NeedsAdministrator, (name, value)));

        ProtocolAssert.IsError(page, SeededApp.NeedsAdministrator.RedirectUri, error, code);
        Assert.Equal("True", AnswerOf(page)["admin_consent"]);
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", 50011)]
    [InlineData("redirect_uri", "", 900144)]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000001", 700016)]
    [InlineData("client_id", "", 900144)]
    [InlineData("resource", "two words", 500011)]
    public async Task Where_nothing_may_be_sent_to_a_page_says_why(string name, string value, int code)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address(SeededApp.NeedsAdministrator, (name, value)));

        ProtocolAssert.IsErrorPage(page, code);
    }

    [Theory]
    [InlineData("nowhere.example")]
    [InlineData(SeededTenants.B2C)]
    public async Task A_tenant_that_Entra_ID_does_not_have_is_a_page(string tenant)
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await OpenAsync(browser, At(tenant, Address(SeededApp.SignIn))), 90002);
    }

    [Fact]
    public async Task An_address_without_a_tenant_is_for_multitenant_apps()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();

        var single = await OpenAsync(browser, At("common", Address(SeededApp.SignIn)));
        var several = await OpenAsync(browser, At("common", Address(SeededApp.MultiTenant)));

        ProtocolAssert.IsError(single, SeededApp.SignIn.RedirectUri, "invalid_request", 50194);
        Assert.True(several.IsSignInPage());
    }

    private static async Task<Page> SignInWithoutConsentAsync(TestBrowser browser, string address) =>
        await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Alice);
}
