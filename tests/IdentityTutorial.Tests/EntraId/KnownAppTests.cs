using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Apps that an API knows: as a client whose consent includes its own, or as pre-authorized.</summary>
public sealed class KnownAppTests
{
    private const string Reports = "https://contoso.example/reports";

    [Fact]
    public async Task Consent_for_a_known_client_is_consent_for_what_the_API_calls()
    {
        await using var fixture = new EntraIdFixture();

        var before = await CallAndExchangeAsync(fixture, "Reports.Read");
        var after = await CallAndExchangeAsync(fixture, ".default", ("prompt", "consent"));

        ProtocolAssert.IsError(before, HttpStatusCode.BadRequest, "invalid_grant", 65001);
        Assert.Equal("User.Read", after.AccessToken.GetPayloadValue<string>("scp"));
    }

    [Fact]
    public async Task Consent_for_a_client_that_the_API_does_not_know_is_for_the_client_alone()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await fixture.ChangeAsync(async db => (await db.FindAsync<Sandbox.Applications.Application>(
            [Guid.Parse(SeededApp.ReportsApi.ClientId)], Token))!.KnownClients.Clear());

        var address = AuthorizeAddress(SeededApp.ReportsClient, ("scope", $"openid {Reports}/.default"));
        var page = await OpenAsync(browser, address);
        page = await PressAsync(browser, page, "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage());
        var asked = page.Document.QuerySelectorAll("main li code").Select(code => code.TextContent);
        Assert.Equal(["openid", "Reports.Read"], asked);
        ProtocolAssert.IsError(
            await CallAndExchangeAsync(fixture, ".default"), HttpStatusCode.BadRequest, "invalid_grant", 65001);
    }

    [Fact]
    public async Task A_pre_authorized_app_gets_the_scopes_of_the_API_without_a_page()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var app = SeededApp.Public;

        var page = await OpenAsync(browser, AuthorizeAddress(app, ("scope", $"openid {Reports}/Reports.Read")));
        page = await PressAsync(browser, page, "account", SeededTenants.Alice);
        var tokens = await fixture.RedeemAsync(app, AnswerOf(page)["code"], ("client_secret", ""));

        var token = tokens.AccessToken;
        Assert.Equal((Reports, "Reports.Read"), (token.Audiences.Single(), token.GetPayloadValue<string>("scp")));
    }

    [Fact]
    public async Task A_scope_that_is_not_pre_authorized_needs_consent()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await fixture.ChangeAsync(db =>
        {
            db.Add(new Sandbox.Applications.ApiScope
            {
                ResourceId = Guid.Parse(SeededApp.ReportsApi.ClientId),
                Value = "Reports.Write",
                Title = "Write",
                Description = "Write.",
            });
            return Task.CompletedTask;
        });

        var page = await OpenAsync(browser, AuthorizeAddress(
            SeededApp.Public, ("scope", $"openid {Reports}/Reports.Read {Reports}/Reports.Write")));
        page = await PressAsync(browser, page, "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage());
        var other = await OpenAsync(browser, AuthorizeAddress(
            SeededApp.SinglePage,
            ("scope", $"openid {Reports}/Reports.Read"), ("code_challenge", new string('c', 43))));
        Assert.True(other.IsConsentPage());
    }

    /// <summary>The client calls the API, and the API calls Graph on behalf of the user.</summary>
    private static async Task<TokenAnswer> CallAndExchangeAsync(
        EntraIdFixture fixture, string scope, params IEnumerable<(string Name, string Value)> changes)
    {
        var called = await fixture.GetTokensAsync(
            SeededApp.ReportsClient, changes: [("scope", $"openid {Reports}/{scope}"), .. changes]);
        return await OnBehalfOfFlow.ExchangeAsync(
            fixture, called["access_token"], ("client_id", SeededApp.ReportsApi.ClientId));
    }
}
