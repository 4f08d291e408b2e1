using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;
using Sandbox.Tenants;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Graph;

public sealed class TokenTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task Without_a_token_Graph_asks_for_one_and_says_where()
    {
        var answer = await graph.GetAsync(token: null, "/me");

        GraphAssert.IsError(answer, 401, "InvalidAuthenticationToken", "empty");
        Assert.Equal(
            "Bearer realm=\"\", authorization_uri=\"https://localhost:7443/common/oauth2/v2.0/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"",
            Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Fact]
    public async Task A_token_must_be_one_that_this_sandbox_signed_for_Graph()
    {
        using var forger = new IdTokenForger();
        var tokens = await graph.Login.GetTokensAsync(SeededApp.SignIn);
        var valid = tokens["access_token"];
        (string Token, string Problem)[] bad =
        [
            ("garbage", "well formed"), (tokens["id_token"], "audience"), (IdTokenForger.DamageSignature(valid), "Signature"),
            (IdTokenForger.Remint(valid, _ => { }, forger.Credentials), "Signature"), (IdTokenForger.Remint(valid, _ => { }, credentials: null), "Signature"),
        ];

        Assert.Equal(HttpStatusCode.OK, (await graph.GetAsync(valid, "/me")).Status);
        foreach (var (token, problem) in bad)
        {
            GraphAssert.IsError(await graph.GetAsync(token, "/me"), 401, "InvalidAuthenticationToken", problem);
        }
    }

    [Fact]
    public async Task An_app_cannot_verify_a_token_for_Graph_and_Graph_can()
    {
        var token = (await graph.Login.GetTokensAsync(SeededApp.SignIn)).AccessToken;
        var keys = (await graph.Login.Service<SigningKeys>().GetAsync(EntraIdFixture.Token)).Published;
        var nonce = token.GetHeaderValue<string>("nonce");
        var hash = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
        var signed = WithHeader(token, header => header.Replace(nonce, hash, StringComparison.Ordinal));

        Assert.IsType<SecurityTokenInvalidSignatureException>((await ValidateAsync(token.EncodedToken)).Exception);
        Assert.True((await ValidateAsync(signed)).IsValid, "The signature covers the header with the hash of the nonce.");

        Assert.Equal(HttpStatusCode.OK, (await graph.GetAsync(token.EncodedToken, "/me")).Status);
        string[] changed =
        [
            signed, // would verify for everybody
            WithHeader(token, header => header.Replace(nonce, "other", StringComparison.Ordinal)),
            WithHeader(token, header => header.Replace($"\"{nonce}\"", "7", StringComparison.Ordinal)),
            WithHeader(token, header => header.Replace("\"nonce\"", "\"once\"", StringComparison.Ordinal)),
            WithHeader(token, header => header.Replace("{", $"{{\"nonce\":\"{hash}\",", StringComparison.Ordinal)),
            WithHeader(token, _ => "{}"),
            WithHeader(token, _ => "[]"),
            WithHeader(token, _ => "not JSON"),
            "." + token.EncodedPayload + "." + token.EncodedSignature,
        ];
        foreach (var other in changed)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await graph.GetAsync(other, "/me")).Status);
        }

        Task<TokenValidationResult> ValidateAsync(string text) => new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            IssuerSigningKeys = keys,
        });
    }

    [Fact]
    public async Task An_API_of_ones_own_can_verify_its_tokens()
    {
        await using var own = new EntraIdFixture();
        var token = (await own.GetTokensAsync(SeededApp.AsksForConsent, changes: ("scope", OnBehalfOfFlow.Tasks))).AccessToken;

        Assert.False(token.TryGetHeaderValue<string>("nonce", out _));
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token.EncodedToken, new TokenValidationParameters
        {
            ValidIssuer = $"https://localhost:7443/{SeededTenants.Contoso}/v2.0",
            ValidAudience = SeededApp.TasksApi.ClientId,
            ValidateLifetime = false,
            IssuerSigningKeys = (await own.Service<SigningKeys>().GetAsync(EntraIdFixture.Token)).Published,
        })).IsValid);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync();

        own.Login.Clock.Advance(TimeSpan.FromMinutes(91));

        GraphAssert.IsError(await own.GetAsync(token, "/me"), 401, "InvalidAuthenticationToken", "expired");
    }

    [Fact]
    public async Task After_a_revocation_a_client_that_handles_challenges_learns_what_to_ask_for()
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync(handlesChallenges: true);
        var moment = await RevokeAsync(own);

        var answer = await own.GetAsync(token, "/me");

        GraphAssert.IsError(answer, 401, "InvalidAuthenticationToken", "TokenIssuedBeforeRevocationTimestamp");
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate).ToString();
        Assert.StartsWith("Bearer realm=\"\", authorization_uri=\"", challenge, StringComparison.Ordinal);
        Assert.Contains("error=\"insufficient_claims\"", challenge, StringComparison.Ordinal);
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(challenge.Split("claims=\"")[1].TrimEnd('"'))))!;
        Assert.True(claims["access_token"]!["nbf"]!["essential"]!.GetValue<bool>());
        Assert.Equal(moment.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), claims["access_token"]!["nbf"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task After_a_revocation_any_other_client_is_told_that_the_token_is_not_valid()
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync();
        await RevokeAsync(own);

        var answer = await own.GetAsync(token, "/me");

        GraphAssert.IsError(answer, 401, "InvalidAuthenticationToken", "revoked");
        Assert.DoesNotContain("insufficient_claims", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_gets_nothing_more()
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync();
        await own.Login.ChangeAsync(db =>
        {
            db.Set<User>().Single(user => user.UserPrincipalName == SeededTenants.Alice).Enabled = false;
            return Task.CompletedTask;
        });

        GraphAssert.IsError(await own.GetAsync(token, "/me"), 401, "InvalidAuthenticationToken");
    }

    [Fact]
    public async Task A_tenant_of_customers_has_no_Graph_here()
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync("eve@fabrikam.example");
        await own.Login.ChangeAsync(db =>
        {
            db.Set<Tenant>().Single(tenant => tenant.Domain == "fabrikam.example").Kind = TenantKind.External;
            return Task.CompletedTask;
        });

        GraphAssert.IsError(await own.GetAsync(token, "/me"), 403, "Authorization_RequestDenied", "workforce");
    }

    [Fact]
    public async Task The_clients_request_id_comes_back_in_headers_and_errors()
    {
        var id = Guid.NewGuid().ToString();

        var found = await graph.GetAsync("/me", ("client-request-id", id));
        var missing = await graph.GetAsync("/users/nobody@contoso.example", ("client-request-id", id));

        Assert.Equal(id, Assert.Single(found.Headers.GetValues("client-request-id")));
        GraphAssert.IsError(missing, 404, "Request_ResourceNotFound");
        Assert.Equal(id, missing.Body["error"]!["innerError"]!["client-request-id"]!.GetValue<string>());
    }

    private static string WithHeader(JsonWebToken token, Func<string, string> change) =>
        $"{Base64UrlEncoder.Encode(change(Base64UrlEncoder.Decode(token.EncodedHeader)))}.{token.EncodedPayload}.{token.EncodedSignature}";

    private static async Task<DateTimeOffset> RevokeAsync(GraphFixture graph)
    {
        var moment = graph.Login.Clock.GetUtcNow().AddSeconds(1);
        await graph.Login.ChangeAsync(db =>
        {
            db.Set<User>().Single(user => user.UserPrincipalName == SeededTenants.Alice).TokensValidFrom = moment;
            return Task.CompletedTask;
        });
        return moment;
    }
}
