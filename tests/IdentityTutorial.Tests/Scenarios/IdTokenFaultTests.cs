using System.Net;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class IdTokenFaultTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    /// <summary>Every fault at each kind of tenant.</summary>
    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>(
        ["wrong-issuer", "wrong-audience", "bad-signature", "unsigned-id-token", "wrong-nonce", "expired-id-token", "clock-skew"],
        [SeededTenants.Contoso, SeededTenants.Customers, SeededTenants.B2C]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_ID_token_is_wrong_in_exactly_one_respect_and_right_again_when_the_count_is_used_up(string fault, string tenant)
    {
        await Sandbox.StartAsync($"{fault}?count=1");

        var struck = await IdTokenAsync(tenant);
        var spared = await IdTokenAsync(tenant);

        Assert.Equal([fault], await WrongAsync(struck, tenant));
        Assert.Empty(await WrongAsync(spared, tenant));
    }

    [Theory]
    [InlineData("wrong-audience", true)]
    [InlineData("clock-skew", false)]
    public async Task Access_tokens_are_changed_by_the_clock_alone(string fault, bool isSpared)
    {
        await Sandbox.StartAsync(fault);

        var tokens = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));

        var answer = await Sandbox.GraphAsync(tokens["access_token"]);
        Assert.Equal(isSpared ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task A_clock_that_is_a_minute_ahead_is_a_minute_ahead_and_Graph_tolerates_it()
    {
        await Sandbox.StartAsync("clock-skew?seconds=60");

        var tokens = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));

        var now = Sandbox.Wire.Clock.GetUtcNow().UtcDateTime;
        Assert.Equal((now.AddSeconds(60), now.AddSeconds(60)), (tokens.IdToken.IssuedAt, tokens.IdToken.ValidFrom));
        Assert.Equal(now.AddSeconds(60 + 3600), tokens.IdToken.ValidTo);
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.GraphAsync(tokens["access_token"])).Status);
    }

    [Theory]
    [InlineData($"user={SeededTenants.Alice}", SeededTenants.Alice, true)]
    [InlineData("user=ALICE@contoso.example", SeededTenants.Alice, true)]
    [InlineData($"user={SeededTenants.Alice}", SeededTenants.Bob, false)]
    [InlineData($"client={SeededTenants.SignInChapter}", SeededTenants.Alice, true)]
    [InlineData($"client={SeededTenants.CustomerChapter}", SeededTenants.Alice, false)]
    public async Task It_can_be_kept_to_one_person_or_one_application(string limit, string account, bool strikes)
    {
        await Sandbox.StartAsync($"wrong-audience?{limit}");

        var token = (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, account)).IdToken;

        Assert.Equal(strikes ? ["wrong-audience"] : [], await WrongAsync(token, SeededTenants.Contoso));
    }

    [Fact]
    public async Task A_count_for_one_person_is_not_used_up_by_another()
    {
        await Sandbox.StartAsync($"wrong-audience?user={SeededTenants.Alice}&count=1");

        var spared = (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, SeededTenants.Bob)).IdToken;
        var struck = (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, SeededTenants.Alice)).IdToken;

        Assert.Empty(await WrongAsync(spared, SeededTenants.Contoso));
        Assert.Equal(["wrong-audience"], await WrongAsync(struck, SeededTenants.Contoso));
    }

    [Fact]
    public async Task An_ID_token_from_the_authorization_endpoint_is_struck_as_well()
    {
        await Sandbox.StartAsync("unsigned-id-token");
        using var browser = Sandbox.Wire.NewBrowser();

        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.IdToken, ("response_type", "id_token"), ("scope", "openid")));

        Assert.EndsWith(".", EntraIdFixture.AnswerOf(page)["id_token"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_a_nonce_has_none_to_be_wrong()
    {
        var tokens = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn);
        await Sandbox.StartAsync("wrong-nonce?count=1");

        var refreshed = await Sandbox.Wire.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);

        Assert.False(refreshed.IdToken.TryGetPayloadValue<string>("nonce", out _));
        Assert.True((await Sandbox.StateOfAsync("wrong-nonce"))["on"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Two_faults_make_a_token_wrong_twice()
    {
        await Sandbox.StartAsync("unsigned-id-token");
        await Sandbox.StartAsync("bad-signature");
        await Sandbox.StartAsync("wrong-audience");

        var token = (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn)).IdToken;

        Assert.Equal(["unsigned-id-token", "wrong-audience"], await WrongAsync(token, SeededTenants.Contoso));
    }

    private async Task<JsonWebToken> IdTokenAsync(string tenant) => (await (tenant switch
    {
        SeededTenants.B2C => Sandbox.Customers.GetTokensAsync(),
        SeededTenants.Customers => CustomerTokensAsync(),
        _ => Sandbox.Wire.GetTokensAsync(SeededApp.SignIn),
    })).IdToken;

    private async Task<TokenAnswer> CustomerTokensAsync()
    {
        using var browser = Sandbox.Wire.NewBrowser();
        var answer = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(
            browser, EntraIdFixture.AuthorizeAddress(SeededTenants.Customers, Customer.App), SeededTenants.Casey));
        return await Sandbox.Wire.TokenAsync(
            SeededTenants.Customers, authorization: null, ("grant_type", "authorization_code"), ("client_id", Customer.App.ClientId),
            ("client_secret", SeededApp.Secret), ("redirect_uri", Customer.App.RedirectUri), ("code", answer["code"]));
    }

    /// <summary>What is wrong with a token, named after the scenarios that make it so.</summary>
    private async Task<IReadOnlyList<string>> WrongAsync(JsonWebToken token, string tenant)
    {
        var (issuer, audience) = tenant switch
        {
            SeededTenants.B2C => (B2CFixture.Issuer, SeededTenants.CustomerChapter),
            SeededTenants.Customers => ($"{SandboxFactory.Address}{tenant}/v2.0", SeededTenants.ExternalIdChapter),
            _ => ($"{SandboxFactory.Address}{tenant}/v2.0", SeededTenants.SignInChapter),
        };
        var (now, keys) = (Sandbox.Wire.Clock.GetUtcNow().UtcDateTime, await Sandbox.Wire.Service<SigningKeys>().GetAsync(ScenarioFixture.Token));
        var signature = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            IssuerSigningKeys = keys.Published,
        });
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.ValidFrom);
        (string Fault, bool IsThere)[] checks =
        [
            ("unsigned-id-token", token.Alg == "none"), ("bad-signature", token.Alg != "none" && !signature.IsValid),
            ("wrong-issuer", token.Issuer != issuer), ("wrong-audience", token.Audiences.Single() != audience),
            ("wrong-nonce", token.GetPayloadValue<string>("nonce") != "the-nonce"), ("expired-id-token", token.ValidTo < now.AddMinutes(-5)),
            ("clock-skew", token.ValidFrom > now.AddMinutes(5)),
        ];
        Assert.True(token.Alg == "none" || token.Kid == keys.Current.Key.KeyId);
        return [.. checks.Where(check => check.IsThere).Select(check => check.Fault)];
    }
}
