using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>The user-info endpoint of version 1, which accepts the token of a sign-in without a resource.</summary>
public sealed class Version1UserInfoTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData(SeededTenants.Contoso, "GET")]
    [InlineData("contoso.example", "POST")]
    [InlineData("common", "GET")]
    public async Task It_names_the_user_with_the_claims_of_the_ID_token(string tenant, string method)
    {
        var tokens = await GetTokensAsync(fixture);

        var answer = await CallAsync(fixture, tokens["access_token"], tenant, method);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        string[] names = ["sub", "oid", "tid", "name", "upn", "unique_name", "given_name", "family_name", "ver"];
        Assert.All(names, name => Assert.Equal(tokens.IdToken.GetClaim(name).Value, answer[name]));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_metadata_of_version_1_leads_to_it()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/{SeededTenants.Contoso}/.well-known/openid-configuration");

        var metadata = await fixture.SendAsync(request);

        Assert.Equal(
            $"https://localhost:7443/{SeededTenants.Contoso}/openid/userinfo", metadata["userinfo_endpoint"]);
    }

    [Fact]
    public async Task Without_a_token_it_asks_for_one()
    {
        var answer = await CallAsync(fixture, token: null);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "Bearer"), (answer.Status, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task It_refuses_whatever_is_no_access_token_for_it()
    {
        using var forger = new IdTokenForger();
        var tokens = await GetTokensAsync(fixture);
        var valid = tokens["access_token"];
        var forApi = await Version1Flow.GetTokensAsync(fixture, SeededApp.ReportsClient, Version1Flow.Reports);
        var ofDaemon = await Version1Flow.TokenAsync(
            fixture,
            ("grant_type", "client_credentials"), ("client_id", SeededApp.CallsGraph.ClientId),
            ("client_secret", SeededApp.Secret), ("resource", "https://graph.microsoft.com"));
        string[] bad =
        [
            "garbage", "a.b.c", tokens["id_token"], forApi["access_token"], ofDaemon["access_token"],
            IdTokenForger.DamageSignature(valid), IdTokenForger.Remint(valid, _ => { }, forger.Credentials),
            IdTokenForger.Remint(valid, _ => { }, credentials: null),
        ];

        foreach (var token in bad)
        {
            await ShouldRefuseAsync(fixture, token);
        }
    }

    [Theory]
    [InlineData(SeededTenants.Fabrikam)]
    [InlineData("consumers")]
    public async Task It_refuses_the_token_of_another_tenant(string tenant)
    {
        var tokens = await GetTokensAsync(fixture);

        await ShouldRefuseAsync(fixture, tokens["access_token"], tenant);
    }

    [Theory]
    [InlineData("nowhere.example")]
    [InlineData(SeededTenants.B2C)]
    public async Task A_tenant_that_Entra_ID_does_not_have_is_AADSTS90002(string tenant)
    {
        var answer = await CallAsync(fixture, token: null, tenant);

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 90002);
    }

    [Fact]
    public async Task It_refuses_a_token_without_the_permission_to_sign_in()
    {
        await using var own = new EntraIdFixture();
        var grants = Guid.Parse(SeededApp.SignIn.ClientId);
        await own.ChangeAsync(async db =>
            (await db.Set<ConsentGrant>().Where(grant => grant.ClientId == grants).ToListAsync(EntraIdFixture.Token))
                .ForEach(grant => grant.Scopes = ["Mail.Read"]));
        var tokens = await own.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "Mail.Read"));

        var answer = await CallAsync(own, tokens["access_token"]);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("insufficient_scope\", scope=\"User.Read\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_a_token_that_has_expired()
    {
        await using var own = new EntraIdFixture();
        var tokens = await GetTokensAsync(own);

        own.Clock.Advance(TimeSpan.FromMinutes(91));

        await ShouldRefuseAsync(own, tokens["access_token"]);
    }

    [Fact]
    public async Task It_refuses_a_token_after_the_sessions_of_the_user_were_revoked()
    {
        await using var own = new EntraIdFixture();
        var tokens = await GetTokensAsync(own);

        await own.ChangeAsync(db =>
        {
            db.Set<User>().Single(user => user.UserPrincipalName == SeededTenants.Alice).TokensValidFrom =
                own.Clock.GetUtcNow().AddSeconds(1);
            return Task.CompletedTask;
        });

        await ShouldRefuseAsync(own, tokens["access_token"]);
    }

    private static async Task ShouldRefuseAsync(
        EntraIdFixture at, string token, string tenant = SeededTenants.Contoso)
    {
        var answer = await CallAsync(at, token, tenant);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Empty(answer.Body);
    }

    /// <summary>Signs in without a resource, as for the endpoint in the cloud.</summary>
    private static async Task<TokenAnswer> GetTokensAsync(EntraIdFixture at) => await Version1Flow.RedeemAsync(
        at, SeededApp.SignIn, await Version1Flow.GetCodeAsync(at, SeededApp.SignIn));

    private static async Task<TokenAnswer> CallAsync(
        EntraIdFixture at, string? token, string tenant = SeededTenants.Contoso, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{tenant}/openid/userinfo");
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await at.SendAsync(request);
    }
}
