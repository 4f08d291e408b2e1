using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>What policies issue.</summary>
public sealed class PolicyTokenTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    [Fact]
    public async Task An_ID_token_has_the_claims_of_a_user_flow()
    {
        var tokens = await fixture.GetTokensAsync();

        var token = tokens.IdToken;
        var expected = new Dictionary<string, string>
        {
            ["iss"] = Issuer,
            ["aud"] = Chapter.ClientId,
            ["ver"] = "1.0",
            ["sub"] = CaseyId,
            ["oid"] = CaseyId,
            ["tid"] = SeededTenants.B2C,
            ["tfp"] = Susi,
            ["nonce"] = "the-nonce",
            ["name"] = "Casey Cole",
            ["given_name"] = "Casey",
            ["family_name"] = "Cole",
            ["city"] = "Porto",
            ["country"] = "Portugal",
            ["emails"] = SeededTenants.Casey,
        };
        foreach (var (name, value) in expected)
        {
            Assert.Equal((name, value), (name, token.GetClaim(name).Value));
        }

        Assert.Equal(["aud", "auth_time", "city", "country", "emails", "exp", "family_name", "given_name", "iat", "iss", "name", "nbf", "nonce", "oid", "sid", "sub", "tfp", "tid", "ver"],
            token.Claims.Select(claim => claim.Type).Order(StringComparer.Ordinal));
        Assert.Equal(System.Text.Json.JsonValueKind.Array, JsonValueKindOf(token, "emails"));
        Assert.Equal(token.IssuedAt, DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.GetClaim("auth_time").Value, CultureInfo.InvariantCulture)).UtcDateTime);
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.ValidFrom);
    }

    [Fact]
    public async Task Without_an_APIs_scope_there_is_an_ID_token_and_no_access_token()
    {
        var body = (await fixture.GetTokensAsync(Susi, ("scope", "openid profile offline_access"))).Body;

        Assert.Equal(
            ["id_token", "id_token_expires_in", "not_before", "profile_info", "refresh_token", "refresh_token_expires_in", "scope", "token_type"],
            body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal((3600, 1209600), (body["id_token_expires_in"]!.GetValue<int>(), body["refresh_token_expires_in"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_applications_own_client_id_as_scope_gives_an_access_token_for_itself()
    {
        var tokens = await fixture.GetTokensAsync(Susi, ("scope", "openid " + Chapter.ClientId));

        Assert.Equal((Issuer, Chapter.ClientId, Chapter.ClientId), (tokens.AccessToken.Issuer, tokens.AccessToken.Audiences.Single(), tokens["resource"]));
        Assert.DoesNotContain(tokens.AccessToken.Claims, claim => claim.Type == "scp");
        Assert.Equal(tokens.Body["not_before"]!.GetValue<long>() + 3600, tokens.Body["expires_on"]!.GetValue<long>());
        Assert.Null(tokens.Body["refresh_token"]);
    }

    [Fact]
    public async Task An_APIs_scope_gives_an_access_token_for_the_API()
    {
        var tokens = await fixture.GetTokensAsync(Susi, ("scope", OrdersScope));

        Assert.Equal((OrdersApi, "orders.read", Chapter.ClientId, Susi, CaseyId),
            (tokens.AccessToken.Audiences.Single(), tokens.AccessToken.GetClaim("scp").Value, tokens.AccessToken.GetClaim("azp").Value, tokens.AccessToken.GetClaim("tfp").Value, tokens.AccessToken.Subject));
        Assert.Equal(OrdersScope, tokens["scope"]);
        Assert.Null(tokens.Body["id_token"]);
    }

    [Fact]
    public async Task Client_info_names_an_account_by_customer_and_policy()
    {
        using var browser = fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Custom, ("client_info", "1")));

        var tokens = await fixture.RedeemAsync(answer, Custom, changes: [("client_info", "1")]);

        foreach (var text in new[] { AnswerOf(answer)["client_info"], tokens["client_info"] })
        {
            var info = JsonNode.Parse(Base64UrlEncoder.Decode(text))!;
            Assert.Equal(($"{CaseyId}-b2c_1a_signup_signin", SeededTenants.B2C), (info["uid"]!.GetValue<string>(), info["utid"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("id_token", false)]
    [InlineData("code id_token", true)]
    public async Task An_application_that_may_gets_an_ID_token_from_the_authorization_endpoint(string responseType, bool withCode)
    {
        using var browser = fixture.NewBrowser();

        var page = await SignCustomerInAsync(browser, AuthorizeAddress(PathOf(Susi), Second, ("response_type", responseType)));

        var answer = AnswerOf(page);
        var token = new JsonWebToken(answer["id_token"]);
        Assert.Equal((true, "the-nonce", Second.ClientId), (page.Location!.Fragment.Length > 0, token.GetClaim("nonce").Value, token.Audiences.Single()));
        Assert.Equal(withCode, answer.ContainsKey("code"));
        Assert.Equal(withCode, token.TryGetClaim("c_hash", out _));
    }

    [Fact]
    public async Task A_refresh_gives_new_tokens_and_a_new_refresh_token_that_works()
    {
        var first = await fixture.GetTokensAsync();

        var second = await fixture.RefreshAsync(first["refresh_token"]);
        var third = await fixture.RefreshAsync(second["refresh_token"], changes: [("scope", OrdersScope)]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (second.Status, third.Status));
        Assert.NotEqual(first["refresh_token"], second["refresh_token"]);
        Assert.Equal((CaseyId, false), (second.IdToken.Subject, second.IdToken.TryGetClaim("nonce", out _)));
        Assert.Equal(OrdersApi, third.AccessToken.Audiences.Single());
    }

    private static System.Text.Json.JsonValueKind JsonValueKindOf(JsonWebToken token, string claim) =>
        System.Text.Json.JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement.GetProperty(claim).ValueKind;
}
