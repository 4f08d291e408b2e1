using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.OnBehalfOfFlow;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Which tokens are no assertion for an API that acts on somebody's behalf.</summary>
public sealed class OnBehalfOfAssertionTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_token_for_another_API_is_AADSTS500131()
    {
        var graph = (await fixture.GetTokensAsync(SeededApp.SignIn))["access_token"];

        ProtocolAssert.IsError(await ExchangeAsync(fixture, graph), HttpStatusCode.BadRequest, "invalid_grant", 500131);
    }

    [Fact]
    public async Task An_ID_token_is_AADSTS240002_also_where_its_audience_is_right()
    {
        var idToken = (await fixture.GetTokensAsync(SeededApp.SignIn))["id_token"];

        var answer = await ExchangeAsync(fixture, idToken, ("client_id", SeededApp.SignIn.ClientId));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 240002);
    }

    [Fact]
    public async Task A_token_of_an_application_that_acts_for_itself_is_AADSTS7000114()
    {
        var app = await fixture.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret), ("scope", "api://tasks.contoso.example/.default"));

        ProtocolAssert.IsError(await ExchangeAsync(fixture, app["access_token"]), HttpStatusCode.BadRequest, "invalid_grant", 7000114);
    }

    [Fact]
    public async Task An_expired_token_is_AADSTS500133()
    {
        await using var own = new EntraIdFixture();
        var assertion = await AssertionAsync(own);
        own.Clock.Advance(TimeSpan.FromMinutes(91));

        ProtocolAssert.IsError(await ExchangeAsync(own, assertion), HttpStatusCode.BadRequest, "invalid_grant", 500133);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("unsigned")]
    public async Task A_token_whose_signature_is_wrong_is_AADSTS50013(string how)
    {
        var parts = (await AssertionAsync(fixture)).Split('.');
        var last = parts[2][^10] == 'A' ? 'B' : 'A';
        var forged = how == "changed"
            ? $"{parts[0]}.{parts[1]}.{parts[2][..^10]}{last}{parts[2][^9..]}"
            : $"{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";

        ProtocolAssert.IsError(await ExchangeAsync(fixture, forged), HttpStatusCode.BadRequest, "invalid_grant", 50013);
    }

    [Fact]
    public async Task A_token_of_another_tenant_is_AADSTS50013()
    {
        await using var own = new EntraIdFixture();
        await SetMultiTenantAsync(own, isMultiTenant: true);

        var answer = await own.TokenAsync(SeededTenants.Fabrikam, authorization: null, Fields(await AssertionAsync(own)));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 50013);
    }

    [Fact]
    public async Task A_person_of_another_organization_is_not_acted_for_by_an_API_of_one_organization()
    {
        await using var own = new EntraIdFixture();
        await SetMultiTenantAsync(own, isMultiTenant: true);
        using var browser = own.NewBrowser();
        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress("organizations", SeededApp.MultiTenant, ("scope", $"openid {Tasks}")), "eve@fabrikam.example");
        var assertion = (await own.TokenAsync(SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "authorization_code"), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret),
            ("redirect_uri", SeededApp.MultiTenant.RedirectUri), ("code", EntraIdFixture.AnswerOf(page)["code"])))["access_token"];
        await SetMultiTenantAsync(own, isMultiTenant: false);

        var answer = await own.TokenAsync("organizations", authorization: null, Fields(assertion));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 50013);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_AADSTS50173()
    {
        await using var own = new EntraIdFixture();
        var assertion = await AssertionAsync(own);
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        await own.ChangeAsync(async db => (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, EntraIdFixture.Token)).TokensValidFrom = own.Clock.GetUtcNow());

        ProtocolAssert.IsError(await ExchangeAsync(own, assertion), HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    /// <summary>Opens the API to every tenant and adds it to Fabrikam, or closes it.</summary>
    private static Task SetMultiTenantAsync(EntraIdFixture at, bool isMultiTenant) => at.ChangeAsync(async db =>
    {
        var api = await db.Set<Application>()
            .SingleAsync(app => app.ClientId == Guid.Parse(SeededApp.TasksApi.ClientId), EntraIdFixture.Token);
        api.IsMultiTenant = isMultiTenant;
        if (isMultiTenant)
        {
            var tenantId = Guid.Parse(SeededTenants.Fabrikam);
            db.Add(new ForeignServicePrincipal { TenantId = tenantId, ClientId = api.ClientId });
        }
    });
}
