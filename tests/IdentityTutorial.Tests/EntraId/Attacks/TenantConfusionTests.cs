using System.Net;
using System.Net.Http.Json;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.ExternalId;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>What was granted in one tenant must not count in another.</summary>
public sealed class TenantConfusionTests : IAsyncDisposable
{
    private const string Eve = "eve@fabrikam.example";
    private const string Tasks = "api://tasks.contoso.example/Tasks.Read";

    private static readonly Guid _graph = new("00000003-0000-0000-c000-000000000000");

    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Permissions_that_an_applications_own_tenant_granted_do_not_count_in_another()
    {
        await _fixture.ChangeAsync(async db => db.Add(new AppRoleAssignment
        {
            Id = Guid.NewGuid(),
            PrincipalId = Guid.Parse(SeededApp.MultiTenant.ClientId),
            ResourceId = _graph,
            RoleId = (await db.Set<AppRole>().FirstAsync(role => role.ResourceId == _graph && role.Value == "User.Read.All", Token)).Id,
        }));

        await AddPrincipalAsync(SeededApp.MultiTenant.ClientId);

        var own = await GetTokenAsync(SeededTenants.Contoso);
        var other = await GetTokenAsync(SeededTenants.Fabrikam);

        Assert.Equal("User.Read.All", Assert.Single(own.AccessToken.GetPayloadValue<string[]>("roles")));
        Assert.Equal(SeededTenants.Fabrikam, other.AccessToken.GetPayloadValue<string>("tid"));
        Assert.False(other.AccessToken.TryGetPayloadValue<object>("roles", out _));
    }

    // What the consent of a user or an administrator of Fabrikam does.
    private Task AddPrincipalAsync(string clientId) => _fixture.ChangeAsync(db =>
    {
        db.Add(new ForeignServicePrincipal { TenantId = Guid.Parse(SeededTenants.Fabrikam), ClientId = Guid.Parse(clientId) });
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_refresh_token_of_one_tenant_is_unknown_at_another()
    {
        var tokens = await _fixture.GetTokensAsync(SeededApp.MultiTenant);

        var answer = await _fixture.TokenAsync(SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "refresh_token"), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", tokens["refresh_token"]));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 70000);
    }

    [Theory]
    [InlineData("api://tasks.contoso.example")]
    [InlineData("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12")]
    [InlineData("https://fabrikamb2c.onmicrosoft.com/orders")]
    [InlineData("3fe50831-8051-44b0-a496-4d4fea51c7a0")]
    public async Task An_application_gets_no_token_for_an_API_of_another_tenant(string api)
    {
        ProtocolAssert.IsError(await GetTokenAsync(SeededTenants.Fabrikam, $"{api}/.default"), HttpStatusCode.BadRequest, "invalid_resource", 500011);
    }

    [Theory]
    [InlineData(SeededTenants.Fabrikam)]
    [InlineData("organizations")]
    public async Task A_person_gets_no_token_for_an_API_of_another_tenant(string authority)
    {
        using var browser = _fixture.NewBrowser();
        var page = await SignInAsync(browser, AuthorizeAddress(authority, SeededApp.MultiTenant, ("scope", $"openid {Tasks}")), Eve);

        ProtocolAssert.IsError(page, SeededApp.MultiTenant.RedirectUri, "invalid_resource", 500011);
    }

    [Fact]
    public async Task Neither_a_code_nor_a_refresh_token_gives_a_token_for_an_API_of_another_tenant()
    {
        using var browser = _fixture.NewBrowser();
        (string, string)[] client = [("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", SeededApp.MultiTenant.RedirectUri)];
        var answer = AnswerOf(await SignInAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant), Eve));
        var redeem = await _fixture.TokenAsync("organizations", authorization: null, [("grant_type", "authorization_code"), ("code", answer["code"]), ("scope", Tasks), .. client]);
        var tokens = await _fixture.TokenAsync("organizations", authorization: null, [("grant_type", "authorization_code"), ("code", answer["code"]), .. client]);
        var refresh = await _fixture.TokenAsync("organizations", authorization: null, [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]), ("scope", Tasks), .. client]);

        ProtocolAssert.IsError(redeem, HttpStatusCode.BadRequest, "invalid_resource", 500011);
        ProtocolAssert.IsError(refresh, HttpStatusCode.BadRequest, "invalid_resource", 500011);
    }

    [Fact]
    public async Task An_API_that_is_open_to_every_tenant_gives_tokens_in_each_tenant_that_has_its_service_principal()
    {
        var api = Guid.Parse(SeededApp.TasksApi.ClientId);
        await _fixture.ChangeAsync(async db =>
            (await db.Set<Application>().SingleAsync(app => app.ClientId == api, Token)).IsMultiTenant = true);
        await AddPrincipalAsync(SeededApp.MultiTenant.ClientId);
        var without = await GetTokenAsync(SeededTenants.Fabrikam, "api://tasks.contoso.example/.default");
        ProtocolAssert.IsError(without, HttpStatusCode.BadRequest, "invalid_resource", 500011);
        await AddPrincipalAsync(SeededApp.TasksApi.ClientId);

        var answer = await GetTokenAsync(SeededTenants.Fabrikam, "api://tasks.contoso.example/.default");

        Assert.Equal(SeededTenants.Fabrikam, answer.AccessToken.GetPayloadValue<string>("tid"));
    }

    [Theory]
    [InlineData(SeededTenants.Contoso)]
    [InlineData("organizations")]
    public async Task A_login_hint_that_is_no_name_tells_nobody_a_name_of_another_tenant(string authority)
    {
        var app = authority == "organizations" ? SeededApp.MultiTenant : SeededApp.SignIn;
        var strangers = new List<string> { Customer.CaseyId, B2CFixture.CaseyId };
        if (authority == SeededTenants.Contoso)
        {
            strangers.Add(await IdOfAsync(Eve));
        }

        foreach (var id in strangers)
        {
            Assert.Null(await FilledInAsync(authority, app, id));
        }

        Assert.Equal(SeededTenants.Alice, await FilledInAsync(authority, app, await IdOfAsync(SeededTenants.Alice)));
    }

    [Fact]
    public async Task A_domain_hint_of_another_tenant_offers_its_guests_alone()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("domain_hint", "fabrikam.example")));

        Assert.True(page.IsSignInPage());
        Assert.Equal(
            SeededTenants.Gus,
            Assert.Single(page.Document.QuerySelectorAll("button[name=account]")).GetAttribute("value"));
    }

    [Fact]
    public async Task An_account_of_another_tenant_is_answered_alike_whatever_its_password_and_whether_or_not_it_exists()
    {
        await _fixture.ChangeAsync(async db => (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == Eve, Token)).Enabled = false);
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        foreach (var name in new[] { Eve, "nobody@fabrikam.example" })
        {
            ProtocolAssert.IsErrorPage(await browser.SubmitAsync(page, page.Form("button[name=account]"), ("account", name)), 50020);
            ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, name, "wrong password"), 50020);
            ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, name), 50020);
        }
    }

    [Theory]
    [InlineData("id_token_hint")]
    [InlineData("logout_hint")]
    public async Task A_hint_of_another_tenant_signs_nobody_out_and_leads_nowhere(string hint)
    {
        const string back = "https://localhost:7293/signout-callback-oidc";
        using var browser = _fixture.NewBrowser();
        var answer = AnswerOf(await SignInAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant), Eve));
        var tokens = await _fixture.TokenAsync("organizations", authorization: null,
            ("grant_type", "authorization_code"), ("code", answer["code"]), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret),
            ("redirect_uri", SeededApp.MultiTenant.RedirectUri));
        var value = hint == "id_token_hint" ? tokens["id_token"] : Eve;

        await browser.GetAsync(SignOut.Address((hint, value)));
        await browser.GetAsync($"/{SeededTenants.Customers}/oauth2/v2.0/logout?{hint}={value}");
        var page = await OpenAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant, ("prompt", "none")));
        Assert.NotEmpty(AnswerOf(page)["code"]);

        page = await browser.GetAsync($"/{SeededTenants.Fabrikam}/oauth2/v2.0/logout?{hint}={value}&post_logout_redirect_uri={Uri.EscapeDataString(back)}");
        Assert.Equal(back, page.Location?.AbsoluteUri);
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("common")]
    [InlineData(SeededTenants.Contoso)]
    public async Task A_sign_out_leads_to_no_address_of_another_tenants_application(string authority)
    {
        using var browser = _fixture.NewBrowser();
        foreach (var (client, port) in new[] { (SeededTenants.ExternalIdChapter, 7113), (SeededTenants.CustomerChapter, 7112) })
        {
            var back = Uri.EscapeDataString($"https://localhost:{port}/signout-callback-oidc");
            foreach (var query in new[] { $"client_id={client}&post_logout_redirect_uri={back}", $"post_logout_redirect_uri={back}" })
            {
                var page = await browser.GetAsync($"/{authority}/oauth2/v2.0/logout?{query}");

                Assert.Equal((HttpStatusCode.BadRequest, null, null), (page.Status, page.Location, page.RefreshTarget));
            }
        }
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("common")]
    [InlineData(SeededTenants.Contoso)]
    public async Task An_application_of_customers_is_unknown_where_work_accounts_sign_in(string authority)
    {
        using var browser = _fixture.NewBrowser();
        ProtocolAssert.IsErrorPage(await OpenAsync(browser, AuthorizeAddress(authority, Customer.App)), 700016);

        var answer = await _fixture.TokenAsync(authority, authorization: null,
            ("grant_type", "client_credentials"), ("client_id", Customer.App.ClientId), ("client_secret", SeededApp.Secret), ("scope", "https://graph.microsoft.com/.default"));
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "unauthorized_client", 700016);
    }

    [Fact]
    public async Task The_loyalty_programme_knows_customers_and_nobody_else()
    {
        await using var own = new EntraIdFixture(new SandboxFactory { Settings = { ["Sandbox:RestClaimsKey"] = "the-key" } });
        Assert.Equal(HttpStatusCode.OK, await AskAsync(B2CFixture.CaseyId));
        Assert.Equal(HttpStatusCode.Conflict, await AskAsync(Customer.CaseyId));
        Assert.Equal(HttpStatusCode.Conflict, await AskAsync(await IdOfAsync(SeededTenants.Alice)));

        async Task<HttpStatusCode> AskAsync(string id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/loyalty") { Content = JsonContent.Create(new { objectId = id }), Headers = { { "x-api-key", "the-key" } } };
            return (await own.SendAsync(request)).Status;
        }
    }

    /// <summary>The user name that the sign-in page has filled in for an opaque <c>login_hint</c>.</summary>
    private async Task<string?> FilledInAsync(string authority, SeededApp app, string userId)
    {
        using var browser = _fixture.NewBrowser();
        var hint = "O." + Base64UrlEncoder.Encode(Guid.Parse(userId).ToByteArray());
        var page = await OpenAsync(browser, AuthorizeAddress(authority, app, ("login_hint", hint)));
        Assert.True(page.IsSignInPage());
        var value = page.Document.QuerySelector("input[name=username]")!.GetAttribute("value");
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private async Task<string> IdOfAsync(string name)
    {
        var id = "";
        await _fixture.ReadAsync(async db => id = (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == name, Token)).Id.ToString());
        return id;
    }

    private Task<TokenAnswer> GetTokenAsync(string tenant, string scope = "https://graph.microsoft.com/.default") => _fixture.TokenAsync(tenant, authorization: null,
        ("grant_type", "client_credentials"), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret), ("scope", scope));
}
