using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>ID tokens that are signed as they should be and still not for this sign-in. The plain cases are <see cref="HostileIdToken"/>'s.</summary>
/// <inheritdoc />
public abstract class WrongClaimTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [InlineData("https://localhost:7443.evil.example/{0}/v2.0")]
    [InlineData("https://evil.example/https://localhost:7443/{0}/v2.0")]
    [InlineData("https://localhost:7443/{0}/v2.0/../../4bc0375f-82a2-4323-97e6-58c1af9fe9a9/v2.0")]
    [InlineData("http://localhost:7443/{0}/v2.0")]
    [InlineData("https://localhost/{0}/v2.0")]
    [InlineData("https://localhost:7443/{0}")]
    [InlineData("https://localhost:7443/common/v2.0")]
    [InlineData("https://localhost:7443/{{tenantid}}/v2.0")]
    [InlineData("{0}")]
    [InlineData("")]
    public async Task An_issuer_that_only_looks_like_the_provider_signs_nobody_in(string issuer)
    {
        var expected = string.Format(System.Globalization.CultureInfo.InvariantCulture, issuer, Cast.Tenant);
        using var forged = Forger.ChangeClaims(Stage.Backchannel, payload => payload["iss"] = expected);

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task A_token_of_another_tenant_signs_nobody_in_although_all_its_claims_agree()
    {
        using var forged = Forger.ChangeClaims(Stage.Backchannel, payload =>
        {
            payload["iss"] = Cast.IssuerOf(SeededTenants.Fabrikam);
            payload["tid"] = SeededTenants.Fabrikam;
        });

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Theory]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "null")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "{}")]
    [InlineData("nbf", "99999999999")]
    [InlineData("iss", "null")]
    [InlineData("iss", "42")]
    [InlineData("iss", "{}")]
    [InlineData("aud", "null")]
    [InlineData("aud", "42")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "{}")]
    [InlineData("sub", "null")]
    [InlineData("sub", "\"\"")]
    [InlineData("nonce", "null")]
    [InlineData("nonce", "\"\"")]
    [InlineData("nonce", "[\"a\",\"b\"]")]
    [InlineData("tid", "null")]
    [InlineData("tid", "\"\"")]
    [InlineData("tid", "42")]
    [InlineData("tid", "{}")]
    [InlineData("tid", "\"common\"")]
    [InlineData("tid", "\"v2.0\"")]
    public async Task A_claim_of_the_wrong_kind_signs_nobody_in(string claim, string json)
    {
        using var forged = Forger.ChangeClaims(Stage.Backchannel, payload => payload[claim] = JsonNode.Parse(json));

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task Somebody_elses_ID_token_signs_nobody_in()
    {
        var stolen = await StealAsync(Stage.NewBrowser(), Cast.OtherAccount);
        using var swapped = IdTokenForger.ReplaceIdToken(Stage.Backchannel, _ => stolen);

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task The_ID_token_of_an_earlier_sign_in_signs_nobody_in()
    {
        var former = await StealAsync(Browser, Cast.Account);
        var later = Stage.NewBrowser();
        using var swapped = IdTokenForger.ReplaceIdToken(Stage.Backchannel, _ => former);

        await ShouldBeRefusedAsync(await later.SignInAsync(), later);
    }

    /// <summary>Signs in and keeps the ID token that the provider made.</summary>
    private async Task<string> StealAsync(TestBrowser browser, string account)
    {
        await browser.SignInAsync(account);
        Assert.Contains(account, await WhoIsSignedInAsync(browser), StringComparison.Ordinal);
        var answer = Stage.Backchannel.Exchanges.Last(exchange => Endpoints.Token(exchange.Address)).ResponseBody;
        var token = (string)JsonNode.Parse(answer)!["id_token"]!;
        Assert.Equal(account, new JsonWebToken(token).GetClaim(Cast.AccountClaim).Value);
        return token;
    }
}
