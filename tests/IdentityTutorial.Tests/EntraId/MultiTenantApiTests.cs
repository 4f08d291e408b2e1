using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An API that another tenant registered: its service principal decides whether a tenant can use it.</summary>
public sealed class MultiTenantApiTests : IAsyncLifetime
{
    private const string Eve = "eve@fabrikam.example";
    private const string Reports = "https://contoso.example/reports";
    private static readonly Guid _fabrikam = Guid.Parse(SeededTenants.Fabrikam);
    private static readonly Guid _api = Guid.Parse(SeededApp.ReportsApi.ClientId);
    private static readonly SeededApp _client = SeededApp.ReportsClient;
    private static readonly (string, string) _read = ("scope", $"openid {Reports}/Reports.Read");

    private readonly EntraIdFixture _fixture = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await _fixture.ChangeAsync(db => db.Set<Application>()
        .Where(app => app.ClientId == _api || app.ClientId == Guid.Parse(_client.ClientId))
        .ExecuteUpdateAsync(set => set.SetProperty(app => app.IsMultiTenant, true), Token));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(SeededTenants.Fabrikam)]
    [InlineData("organizations")]
    public async Task Without_a_service_principal_a_scope_of_it_is_AADSTS650052(string authority)
    {
        using var browser = _fixture.NewBrowser();

        var page = await SignInAsync(browser, AuthorizeAddress(authority, _client, _read), Eve);

        ProtocolAssert.IsError(page, _client.RedirectUri, "invalid_client", 650052);
        var description = AnswerOf(page)["error_description"];
        Assert.Contains("'Fabrikam' lacks a service principal", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_service_principal_the_token_endpoint_says_AADSTS500011()
    {
        using var browser = _fixture.NewBrowser();
        var code = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededTenants.Fabrikam, _client), Eve))["code"];

        var redeemed = await PostAsync(("grant_type", "authorization_code"), ("code", code), _read);
        var own = await PostAsync(("grant_type", "client_credentials"), ("scope", $"{Reports}/.default"));

        ProtocolAssert.IsError(redeemed, HttpStatusCode.BadRequest, "invalid_resource", 500011);
        ProtocolAssert.IsError(own, HttpStatusCode.BadRequest, "invalid_resource", 500011);
    }

    [Fact]
    public async Task With_a_service_principal_the_user_consents_and_gets_a_token_of_their_own_tenant()
    {
        await AddPrincipalAsync();
        using var browser = _fixture.NewBrowser();
        var address = AuthorizeAddress(SeededTenants.Fabrikam, _client, _read);
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", Eve);
        var silent = await browser.GetAsync(
            AuthorizeAddress(SeededTenants.Fabrikam, _client, _read, ("prompt", "none")));

        Assert.True(page.IsConsentPage());
        ProtocolAssert.IsError(silent, _client.RedirectUri, "consent_required", 65001);
        var code = AnswerOf(await PressAsync(browser, page, "consent", "accept"))["code"];
        var token = (await PostAsync(("grant_type", "authorization_code"), ("code", code))).AccessToken;
        Assert.Equal(
            ($"https://localhost:7443/{SeededTenants.Fabrikam}/", Reports, "Reports.Read"),
            (token.Issuer, token.Audiences.Single(), token.GetPayloadValue<string>("scp")));
    }

    [Fact]
    public async Task Consent_with_a_known_client_covers_the_API_and_gives_both_their_service_principals()
    {
        using var browser = _fixture.NewBrowser();
        var address = AuthorizeAddress(SeededTenants.Fabrikam, _client, ("scope", $"openid {Reports}/.default"));
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", Eve);

        var apis = page.Document.QuerySelectorAll("main h2").ToDictionary(
            heading => heading.TextContent,
            heading => heading.NextElementSibling!.QuerySelectorAll("code").Select(code => code.TextContent).ToArray());
        Assert.Equal(["Reports.Read"], apis["Sample: reports API"]);
        Assert.Equal(["User.Read"], apis["Microsoft Graph (sandbox stand-in), used by Sample: reports API"]);
        Assert.Contains("User.Read", apis["Microsoft Graph (sandbox stand-in)"]);

        var code = AnswerOf(await PressAsync(browser, page, "consent", "accept"))["code"];
        var tokens = await PostAsync(("grant_type", "authorization_code"), ("code", code));
        var onBehalf = await _fixture.TokenAsync(
            SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"),
            ("client_id", SeededApp.ReportsApi.ClientId), ("client_secret", SeededApp.Secret),
            ("assertion", tokens["access_token"]), ("scope", OnBehalfOfFlow.UserRead));

        Assert.Equal("User.Read", onBehalf.AccessToken.GetPayloadValue<string>("scp"));
        await _fixture.ReadAsync(async db => Assert.Equal(2, await db.Set<ForeignServicePrincipal>()
            .CountAsync(principal => principal.TenantId == _fabrikam, Token)));
    }

    [Fact]
    public async Task Declining_the_combined_consent_grants_nothing_and_creates_nothing()
    {
        using var browser = _fixture.NewBrowser();
        var address = AuthorizeAddress(SeededTenants.Fabrikam, _client, ("scope", $"openid {Reports}/.default"));
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", Eve);

        page = await PressAsync(browser, page, "consent", "decline");

        ProtocolAssert.IsError(page, _client.RedirectUri, "access_denied", 65004);
        await _fixture.ReadAsync(async db => Assert.False(
            await db.Set<ForeignServicePrincipal>().AnyAsync(principal => principal.TenantId == _fabrikam, Token)
            || await db.Set<ConsentGrant>().AnyAsync(grant => grant.TenantId == _fabrikam, Token)));
    }

    [Fact]
    public async Task The_first_sign_in_to_an_app_of_another_tenant_asks_for_consent_though_nothing_is_missing()
    {
        await AddPrincipalAsync();
        await PreAuthorizeAsync();
        var scope = ("scope", $"{Reports}/Reports.Read");
        var address = AuthorizeAddress(SeededTenants.Fabrikam, _client, scope);
        using var browser = _fixture.NewBrowser();

        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", Eve);
        var silent = await browser.GetAsync(
            AuthorizeAddress(SeededTenants.Fabrikam, _client, scope, ("prompt", "none")));
        var byPassword = await ExchangePasswordAsync(scope);

        Assert.True(page.IsConsentPage(), page.Text);
        ProtocolAssert.IsError(silent, _client.RedirectUri, "consent_required", 65001);
        ProtocolAssert.IsError(byPassword, HttpStatusCode.BadRequest, "invalid_grant", 65001);

        page = await PressAsync(browser, page, "consent", "accept");

        Assert.NotEmpty(AnswerOf(page)["code"]);
        await _fixture.ReadAsync(async db => Assert.NotNull(
            await db.Set<ForeignServicePrincipal>().FindAsync([_fabrikam, Guid.Parse(_client.ClientId)], Token)));
        Assert.Equal(HttpStatusCode.OK, (await ExchangePasswordAsync(scope)).Status);

        // The principal is the tenant's, so the next user is not asked.
        using var other = _fixture.NewBrowser();
        page = await PressAsync(other, await OpenAsync(other, address), "account", SeededTenants.Gus);
        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    [Fact]
    public async Task An_API_of_the_own_tenant_needs_a_service_principal_as_well()
    {
        await _fixture.ChangeAsync(db => db.Set<Application>()
            .Where(app => app.ClientId == _api)
            .ExecuteUpdateAsync(set => set.SetProperty(app => app.HasServicePrincipal, false), Token));
        using var browser = _fixture.NewBrowser();

        var page = await SignInAsync(browser, AuthorizeAddress(_client, _read));

        ProtocolAssert.IsError(page, _client.RedirectUri, "invalid_client", 650052);
    }

    private Task AddPrincipalAsync() => _fixture.ChangeAsync(db =>
    {
        db.Add(new ForeignServicePrincipal { TenantId = _fabrikam, ClientId = _api });
        return Task.CompletedTask;
    });

    private Task PreAuthorizeAsync() => _fixture.ChangeAsync(async db =>
    {
        var permissions = db.Set<ApiScope>().Where(scope => scope.ResourceId == _api).Select(scope => scope.Id);
        db.Add(new PreAuthorizedApplication
        {
            ResourceId = _api,
            ClientId = Guid.Parse(_client.ClientId),
            PermissionIds = await permissions.ToListAsync(Token),
        });
    });

    private Task<TokenAnswer> ExchangePasswordAsync((string, string) scope) => PasswordFlow.ExchangeAtAsync(
        _fixture, SeededTenants.Fabrikam, Eve, SeededTenants.Password, [.. PasswordFlow.As(_client), scope]);

    private Task<TokenAnswer> PostAsync(params IEnumerable<(string Name, string Value)> fields) => _fixture.TokenAsync(
        SeededTenants.Fabrikam, authorization: null,
        [
            ("client_id", _client.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", _client.RedirectUri),
            .. fields,
        ]);
}
