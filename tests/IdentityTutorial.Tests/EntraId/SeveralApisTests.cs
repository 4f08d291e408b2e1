using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// Scopes of several APIs: the authorization endpoint asks consent for all, and each token is for one.
/// </summary>
public sealed class SeveralApisTests
{
    private const string Tasks = "api://tasks.contoso.example/Tasks.Read";
    private const string Both = $"openid offline_access User.Read {Tasks}";
    private const string GraphAudience = "https://graph.microsoft.com";

    [Fact]
    public async Task One_consent_page_lists_the_permissions_by_API_and_the_consent_is_kept_for_each()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var app = SeededApp.AsksForConsent;

        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(app, ("scope", Both))), "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage());
        var apis = page.Document.QuerySelectorAll("main h2").ToDictionary(
            heading => heading.TextContent, heading => heading.NextElementSibling!.QuerySelectorAll("code").Select(code => code.TextContent).ToArray());
        Assert.Equal(["Microsoft Graph (sandbox stand-in)", "Sample: tasks API"], apis.Keys);
        Assert.Equal(["openid", "offline_access", "User.Read"], apis["Microsoft Graph (sandbox stand-in)"]);
        Assert.Equal(["Tasks.Read"], apis["Sample: tasks API"]);

        var code = AnswerOf(await PressAsync(browser, page, "consent", "accept"))["code"];
        var first = await fixture.RedeemAsync(app, code);
        Assert.Equal(GraphAudience, first.AccessToken.Audiences.Single());
        Assert.Equal("User.Read openid", first["scope"]);
        var second = await fixture.RefreshAsync(app, first["refresh_token"], ("scope", Tasks));
        Assert.Equal(("Tasks.Read", SeededApp.TasksApi.ClientId), (second.AccessToken.GetPayloadValue<string>("scp"), second.AccessToken.Audiences.Single()));
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(app, ("scope", Both), ("prompt", "none"))))["code"]);
        await fixture.ReadAsync(async db => Assert.Equal(2, await db.Set<ConsentGrant>().CountAsync(grant => grant.ClientId == Guid.Parse(app.ClientId), Token)));
    }

    [Theory]
    [InlineData($"openid User.Read {Tasks}", GraphAudience)]
    [InlineData($"{Tasks} openid User.Read", "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12")]
    [InlineData($"openid {Tasks} https://graph.microsoft.com/User.Read", "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12")]
    public async Task Without_a_scope_of_its_own_a_token_request_gets_a_token_for_the_first_API(string scope, string audience)
    {
        await using var fixture = new EntraIdFixture();

        var tokens = await fixture.GetTokensAsync(SeededApp.AsksForConsent, changes: ("scope", scope + " offline_access"));

        Assert.Equal(audience, tokens.AccessToken.Audiences.Single());
        Assert.Equal(audience, (await fixture.RefreshAsync(SeededApp.AsksForConsent, tokens["refresh_token"])).AccessToken.Audiences.Single());
    }

    [Fact]
    public async Task The_token_endpoint_refuses_two_APIs_with_AADSTS28000_and_leaves_the_code_good()
    {
        await using var fixture = new EntraIdFixture();
        var app = SeededApp.AsksForConsent;
        var code = await fixture.GetCodeAsync(app, changes: ("scope", Both));

        ProtocolAssert.IsError(await fixture.RedeemAsync(app, code, ("scope", Both)), HttpStatusCode.BadRequest, "invalid_request", 28000);

        var tokens = await fixture.RedeemAsync(app, code, ("scope", Tasks + " offline_access"));
        Assert.Equal(SeededApp.TasksApi.ClientId, tokens.AccessToken.Audiences.Single());
        ProtocolAssert.IsError(await fixture.RefreshAsync(app, tokens["refresh_token"], ("scope", Both)), HttpStatusCode.BadRequest, "invalid_request", 28000);
        ProtocolAssert.IsError(
            await OnBehalfOfFlow.ExchangeAsync(fixture, tokens["access_token"], ("scope", $"{OnBehalfOfFlow.UserRead} {Tasks}")),
            HttpStatusCode.BadRequest, "invalid_request", 28000);
    }

    [Fact]
    public async Task Declining_grants_neither()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var app = SeededApp.AsksForConsent;
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(app, ("scope", Both))), "account", SeededTenants.Alice);

        ProtocolAssert.IsError(await PressAsync(browser, page, "consent", "decline"), app.RedirectUri, "access_denied", 65004);

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(app, ("scope", "openid"), ("prompt", "none"))), app.RedirectUri, "consent_required", 65001);
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(app, ("scope", Tasks), ("prompt", "none"))), app.RedirectUri, "consent_required", 65001);
    }

    [Fact]
    public async Task Consent_to_one_API_is_not_consent_to_the_other()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var app = SeededApp.SignIn; // consented for Graph
        await SignInAsync(browser, AuthorizeAddress(app));

        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(app, ("scope", Both), ("prompt", "none"))), app.RedirectUri, "consent_required", 65001);
    }
}
