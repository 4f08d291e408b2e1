using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An app that is an API as well requests tokens for itself.</summary>
public sealed class OwnApiTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string SignIn = "openid profile offline_access";
    private static readonly SeededApp _app = SeededApp.OwnApi;
    private static readonly string _byUri = $"api://{_app.ClientId}/access_as_user";
    private static readonly string _byId = $"{_app.ClientId}/access_as_user";

    [Fact]
    public async Task Its_scope_by_URI_works_in_each_request_that_names_it()
    {
        var first = await fixture.GetTokensAsync(_app, changes: ("scope", $"{SignIn} {_byUri}"));

        var refreshed = await fixture.RefreshAsync(_app, first["refresh_token"], ("scope", $"{SignIn} {_byUri}"));

        foreach (var tokens in new[] { first, refreshed })
        {
            var token = tokens.AccessToken;
            Assert.Equal(_app.ClientId, token.Audiences.Single());
            Assert.Equal("access_as_user", token.GetPayloadValue<string>("scp"));
            Assert.Equal(_app.ClientId, token.GetPayloadValue<string>("azp"));
            Assert.Contains(_byUri, tokens["scope"].Split(' '));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(SignIn)]
    public async Task A_refresh_that_does_not_repeat_the_scope_by_URI_is_AADSTS90009(string scope)
    {
        var first = await fixture.GetTokensAsync(_app, changes: ("scope", $"{SignIn} {_byUri}"));

        var refused = await fixture.RefreshAsync(_app, first["refresh_token"], ("scope", scope));

        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_request", 90009);
        Assert.Equal(
            HttpStatusCode.OK,
            (await fixture.RefreshAsync(_app, first["refresh_token"], ("scope", "openid User.Read"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(SignIn)]
    public async Task A_refresh_need_not_repeat_the_scope_by_client_ID(string scope)
    {
        var first = await fixture.GetTokensAsync(_app, changes: ("scope", $"{SignIn} {_byId}"));

        var refreshed = await fixture.RefreshAsync(_app, first["refresh_token"], ("scope", scope));

        Assert.Equal(_app.ClientId, first.AccessToken.Audiences.Single());
        Assert.Equal(_app.ClientId, refreshed.AccessToken.Audiences.Single());
    }

    [Theory]
    [InlineData("/.default")]
    [InlineData("")]
    public async Task Its_client_ID_stands_for_what_the_registration_lists(string suffix)
    {
        var tokens = await fixture.GetTokensAsync(_app, changes: ("scope", $"{SignIn} {_app.ClientId}{suffix}"));

        Assert.Equal(
            (_app.ClientId, "access_as_user"),
            (tokens.AccessToken.Audiences.Single(), tokens.AccessToken.GetPayloadValue<string>("scp")));
    }

    [Fact]
    public async Task Without_permissions_of_its_own_the_token_has_those_of_Graph()
    {
        var app = SeededApp.RolesAndGroups;

        var tokens = await fixture.GetTokensAsync(app, changes: ("scope", $"{SignIn} {app.ClientId}/.default"));

        Assert.Equal(app.ClientId, tokens.AccessToken.Audiences.Single());
        Assert.Contains("User.Read", tokens.AccessToken.GetPayloadValue<string>("scp").Split(' '));
    }

    [Fact]
    public async Task Default_by_URI_is_AADSTS90009_at_the_sign_in_and_at_the_token_endpoint()
    {
        var scope = $"{SignIn} api://{_app.ClientId}/.default";
        using var browser = fixture.NewBrowser();
        var tokens = await fixture.GetTokensAsync(_app);

        var page = await browser.GetAsync(AuthorizeAddress(_app, ("scope", scope)));
        ProtocolAssert.IsError(page, _app.RedirectUri, "invalid_request", 90009);
        ProtocolAssert.IsError(
            await fixture.RefreshAsync(_app, tokens["refresh_token"], ("scope", scope)),
            HttpStatusCode.BadRequest, "invalid_request", 90009);
    }

    [Fact]
    public async Task On_behalf_of_a_caller_it_has_to_name_itself_by_client_ID()
    {
        var called = await fixture.GetTokensAsync(_app, changes: ("scope", $"openid {_byUri}"));

        var byUri = await ExchangeAsync(_byUri);
        var byId = await ExchangeAsync(_byId);

        ProtocolAssert.IsError(byUri, HttpStatusCode.BadRequest, "invalid_request", 90009);
        Assert.Equal(_app.ClientId, byId.AccessToken.Audiences.Single());

        Task<TokenAnswer> ExchangeAsync(string scope) => OnBehalfOfFlow.ExchangeAsync(
            fixture, called["access_token"], ("client_id", _app.ClientId), ("scope", scope));
    }

    [Fact]
    public async Task For_the_app_without_a_user_both_names_work()
    {
        foreach (var name in new[] { _app.ClientId, $"api://{_app.ClientId}" })
        {
            var answer = await fixture.TokenAsync(
                ("grant_type", "client_credentials"), ("client_id", _app.ClientId), ("client_secret", SeededApp.Secret),
                ("scope", $"{name}/.default"));

            Assert.Equal(_app.ClientId, answer.AccessToken.Audiences.Single());
        }
    }

    [Fact]
    public async Task At_the_endpoints_of_version_1_it_has_to_name_itself_by_client_ID()
    {
        using var browser = fixture.NewBrowser();
        var byUri = Version1.Version1Flow.AuthorizeAddress(_app, ("resource", $"api://{_app.ClientId}"));

        ProtocolAssert.IsError(await browser.GetAsync(byUri), _app.RedirectUri, "invalid_request", 90009);

        var tokens = await Version1.Version1Flow.GetTokensAsync(fixture, _app, _app.ClientId);
        Assert.Equal("access_as_user", tokens.AccessToken.GetPayloadValue<string>("scp"));
    }

    [Fact]
    public async Task Without_a_listed_permission_of_Graph_its_default_is_AADSTS90008()
    {
        await using var own = new EntraIdFixture();
        await own.ChangeAsync(db => db.Set<ConfiguredScopes>()
            .Where(scopes => scopes.ClientId == Guid.Parse(_app.ClientId) && scopes.ResourceId != scopes.ClientId)
            .ExecuteDeleteAsync(EntraIdFixture.Token));
        using var browser = own.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(_app, ("scope", $"openid {_app.ClientId}/.default")));

        ProtocolAssert.IsError(page, _app.RedirectUri, "invalid_request", 90008);
    }

    [Fact]
    public async Task MSAL_gets_caches_and_refreshes_a_token_for_the_app_itself()
    {
        string[] scopes = [_byId];
        var client = ConfidentialClientApplicationBuilder.Create(_app.ClientId)
            .WithClientSecret(SeededApp.Secret)
            .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
            .WithRedirectUri(_app.RedirectUri)
            .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
            .Build();
        var code = await fixture.GetCodeAsync(_app, changes: ("scope", $"{SignIn} {_byId}"));

        var first = await client.AcquireTokenByAuthorizationCode(scopes, code).ExecuteAsync(EntraIdFixture.Token);
        var cached = await client.AcquireTokenSilent(scopes, first.Account).ExecuteAsync(EntraIdFixture.Token);
        var refreshed = await client.AcquireTokenSilent(scopes, first.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(EntraIdFixture.Token);

        Assert.Equal(first.AccessToken, cached.AccessToken);
        Assert.Equal(TokenSource.IdentityProvider, refreshed.AuthenticationResultMetadata.TokenSource);
        Assert.Equal(_app.ClientId, new JsonWebToken(refreshed.AccessToken).Audiences.Single());
    }

    [Fact]
    public async Task MSAL_reads_AADSTS90009()
    {
        var client = ConfidentialClientApplicationBuilder.Create(_app.ClientId)
            .WithClientSecret(SeededApp.Secret)
            .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
            .WithRedirectUri(_app.RedirectUri)
            .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
            .Build();
        string[] scopes = [_byUri];
        var code = await fixture.GetCodeAsync(_app, changes: ("scope", $"{SignIn} {_byUri}"));
        var first = await client.AcquireTokenByAuthorizationCode(scopes, code).ExecuteAsync(EntraIdFixture.Token);

        var exception = await Assert.ThrowsAsync<MsalServiceException>(() =>
            client.AcquireTokenSilent([], first.Account).WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token));

        Assert.Equal("invalid_request", exception.ErrorCode);
        Assert.Contains("AADSTS90009", exception.Message, StringComparison.Ordinal);
    }
}
