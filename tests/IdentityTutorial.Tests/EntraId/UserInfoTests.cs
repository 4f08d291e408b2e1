using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;

namespace IdentityTutorial.Tests.EntraId;

public sealed class UserInfoTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    internal static async Task<TokenAnswer> CallAsync(EntraIdFixture fixture, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/oidc/userinfo");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await fixture.SendAsync(request);
    }

    [Fact]
    public async Task It_names_the_person_with_the_subject_of_the_id_token()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        var answer = await CallAsync(fixture, tokens["access_token"]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(tokens.IdToken.Subject, answer["sub"]);
        Assert.Equal(("Alice Archer", "Archer", "Alice", "alice@contoso.example"), (answer["name"], answer["family_name"], answer["given_name"], answer["email"]));
        Assert.EndsWith("/v1.0/me/photo/$value", answer["picture"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_it_asks_for_one()
    {
        var answer = await CallAsync(fixture, null);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.Status, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task It_refuses_whatever_is_not_a_valid_access_token_of_this_sandbox()
    {
        using var forger = new IdTokenForger();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);
        var valid = tokens["access_token"];
        string[] bad =
        [
            "garbage", "a.b.c", tokens["id_token"], IdTokenForger.DamageSignature(valid),
            IdTokenForger.Remint(valid, _ => { }, forger.Credentials), IdTokenForger.Remint(valid, _ => { }, credentials: null),
        ];

        foreach (var token in bad)
        {
            var answer = await CallAsync(fixture, token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_refuses_a_token_without_the_scope_openid()
    {
        // A token has all that was consented to, whatever the request asks for.
        await using var own = new EntraIdFixture();
        await own.ChangeAsync(async db => (await db.Set<ConsentGrant>().Where(grant => grant.ClientId == Guid.Parse(SeededApp.SignIn.ClientId)).ToListAsync(EntraIdFixture.Token))
            .ForEach(grant => grant.Scopes = ["User.Read"]));
        var tokens = await own.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "User.Read"));

        var answer = await CallAsync(own, tokens["access_token"]);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("insufficient_scope", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_a_token_that_has_expired()
    {
        await using var own = new EntraIdFixture();
        var tokens = await own.GetTokensAsync(SeededApp.SignIn);

        own.Clock.Advance(TimeSpan.FromMinutes(91));

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(own, tokens["access_token"])).Status);
    }

    [Fact]
    public async Task It_refuses_a_token_after_the_persons_sessions_were_revoked()
    {
        await using var own = new EntraIdFixture();
        var tokens = await own.GetTokensAsync(SeededApp.SignIn);

        await own.ChangeAsync(db =>
        {
            db.Set<User>().Single(user => user.UserPrincipalName == SeededTenants.Alice).TokensValidFrom = own.Clock.GetUtcNow().AddSeconds(1);
            return Task.CompletedTask;
        });

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(own, tokens["access_token"])).Status);
    }
}
