using System.Net;
using Microsoft.Identity.Client;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// Tokens for user name and password, as test automation gets them. The refusals are in the table of error codes.
/// </summary>
public sealed class PasswordGrantTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly string[] _userRead = ["User.Read"];

    [Fact]
    public async Task A_public_client_gets_tokens_that_refresh()
    {
        var answer = await PasswordFlow.ExchangeAsync(fixture);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            (SeededTenants.Alice, SeededTenants.Contoso), (Claim(answer, "preferred_username"), Claim(answer, "tid")));
        Assert.Equal(SeededApp.Public.ClientId, Assert.Single(answer.IdToken.Audiences));
        Assert.Equal(["pwd"], answer.AccessToken.GetPayloadValue<string[]>("amr"));
        var refreshed = await fixture.RefreshAsync(SeededApp.Public, answer["refresh_token"], ("client_secret", ""));
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        Assert.Equal(SeededTenants.Alice, Claim(refreshed, "preferred_username"));
    }

    [Fact]
    public async Task The_scope_decides_which_tokens_there_are()
    {
        var answer = await PasswordFlow.ExchangeAsync(fixture, changes: ("scope", "User.Read"));

        Assert.NotEmpty(answer["access_token"]);
        Assert.Equal((null, null), (answer.Body["id_token"], answer.Body["refresh_token"]));
    }

    [Theory]
    [InlineData(SeededTenants.Contoso)]
    [InlineData("contoso.example")]
    [InlineData("organizations")]
    public async Task A_confidential_client_gets_tokens_of_the_users_tenant(string authority)
    {
        var answer = await PasswordFlow.ExchangeAtAsync(
            fixture, authority, "ALICE@contoso.example", SeededTenants.Password,
            PasswordFlow.As(SeededApp.MultiTenant));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(SeededTenants.Contoso, Claim(answer, "tid"));
    }

    [Fact]
    public async Task The_password_grant_starts_no_session()
    {
        using var browser = fixture.NewBrowser();
        await PasswordFlow.ExchangeAsync(fixture);

        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))),
            SeededApp.SignIn.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task MSAL_signs_in_a_public_client_after_it_asked_for_the_realm()
    {
        var client = PublicClient();

        var first = await SignInAsync(client, SeededTenants.Alice, SeededTenants.Password);
        var cached = await client.AcquireTokenSilent(_userRead, first.Account).ExecuteAsync(Token);
        var refreshed = await client.AcquireTokenSilent(_userRead, first.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(Token);

        Assert.Equal((SeededTenants.Alice, SeededTenants.Contoso), (first.Account.Username, first.TenantId));
        Assert.Equal(first.AccessToken, cached.AccessToken);
        Assert.NotEqual(first.AccessToken, refreshed.AccessToken);
        using var wire = fixture.Sandbox.CreateWireClient();
        Assert.Contains(
            "userrealm",
            await wire.GetStringAsync("/sandbox/api/exchanges", Token),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task MSAL_signs_in_a_confidential_client()
    {
        var client = ConfidentialClientApplicationBuilder.Create(SeededApp.SignIn.ClientId)
            .WithAuthority($"https://localhost:7443/{SeededTenants.Contoso}", validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithClientSecret(SeededApp.Secret)
            .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
            .Build();

        var result = await ((IByUsernameAndPassword)client)
            .AcquireTokenByUsernamePassword(_userRead, SeededTenants.Alice, SeededTenants.Password)
            .ExecuteAsync(Token);

        Assert.Equal((SeededTenants.Alice, SeededTenants.Contoso), (result.Account.Username, result.TenantId));
    }

    [Fact]
    public async Task MSAL_branches_on_the_refusals()
    {
        var client = PublicClient();

        var wrong = await Assert.ThrowsAsync<MsalUiRequiredException>(() =>
            SignInAsync(client, SeededTenants.Alice, "wrong"));
        var factor = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(() =>
            SignInAsync(client, SeededTenants.Mia, SeededTenants.Password));
        var consent = await Assert.ThrowsAsync<MsalUiRequiredException>(() =>
            SignInAsync(client, SeededTenants.Alice, SeededTenants.Password, "Mail.Read"));
        var unknown = await Assert.ThrowsAsync<MsalClientException>(() =>
            SignInAsync(client, "alice@nowhere.example", SeededTenants.Password));

        Assert.Contains("AADSTS50126", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(UiRequiredExceptionClassification.BasicAction, factor.Classification);
        Assert.Contains("capolids", factor.Claims, StringComparison.Ordinal);
        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, consent.Classification);
        Assert.Equal("unknown_user_type", unknown.ErrorCode);
    }

    [Fact]
    public async Task The_realm_is_that_of_the_domain_and_tells_nothing_about_the_user()
    {
        var known = await RealmAsync($"/common/userrealm/{SeededTenants.Alice}?api-version=1.0");
        var nobody = await RealmAsync("/common/UserRealm/nobody%40contoso.example?api-version=1.0");
        var unknown = await RealmAsync("/common/userrealm/x@nowhere.example?api-version=1.0");
        var byQuery = await RealmAsync("/common/userrealm/?user=eve@fabrikam.example&api-version=2.1");

        Assert.Equal(
            ("1.0", "Managed", "contoso.example"), (known["ver"], known["account_type"], known["domain_name"]));
        Assert.Equal(known.Body.ToJsonString(), nobody.Body.ToJsonString());
        Assert.Equal(("Unknown", null), (unknown["account_type"], unknown.Body["domain_name"]));
        Assert.Equal(("Managed", "Fabrikam"), (byQuery["NameSpaceType"], byQuery["FederationBrandName"]));
        ProtocolAssert.IsError(
            await RealmAsync("/common/userrealm/x?api-version=9"),
            HttpStatusCode.BadRequest,
            "invalid_request",
            9002313);
        ProtocolAssert.IsError(
            await RealmAsync("/common/userrealm?api-version=1.0"),
            HttpStatusCode.BadRequest,
            "invalid_request",
            900144);
    }

    private static string Claim(TokenAnswer answer, string name) => answer.IdToken.GetPayloadValue<string>(name);

    private static Task<AuthenticationResult> SignInAsync(
        IPublicClientApplication client, string userName, string password, string scope = "User.Read") =>
#pragma warning disable CS0618 // MSAL discourages the method, and test automation uses it.
        client.AcquireTokenByUsernamePassword([scope], userName, password).ExecuteAsync(Token);
#pragma warning restore CS0618

    private async Task<TokenAnswer> RealmAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await fixture.SendAsync(request);
    }

    private IPublicClientApplication PublicClient() => PublicClientApplicationBuilder.Create(SeededApp.Public.ClientId)
        .WithAuthority($"https://localhost:7443/{SeededTenants.Contoso}", validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
        .Build();
}
