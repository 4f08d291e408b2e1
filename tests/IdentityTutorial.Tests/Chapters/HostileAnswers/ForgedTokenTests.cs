using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>ID tokens whose signature proves nothing, and tokens that are none. Wrong claims alone are the subject of <see cref="WrongClaimTests{TMarker}"/>.</summary>
/// <inheritdoc />
public abstract class ForgedTokenTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [MemberData(nameof(ForgedToken.Cases), MemberType = typeof(ForgedToken))]
    public async Task A_signature_that_is_not_the_providers_signs_nobody_in(string forgery)
    {
        using var forged = IdTokenForger.ReplaceIdToken(Stage.Backchannel, token => new ForgedToken(token, KeyOf(token), Stranger).Make(forgery));

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Theory]
    [MemberData(nameof(DamagedToken.Cases), MemberType = typeof(DamagedToken))]
    public async Task A_damaged_token_signs_nobody_in(string damage)
    {
        using var damaged = IdTokenForger.ReplaceIdToken(Stage.Backchannel, token => DamagedToken.Make(damage, token, Forger));

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task The_forgers_published_key_is_accepted_when_nothing_is_forged()
    {
        using var reminted = Forger.ChangeClaims(Stage.Backchannel, _ => { });

        await Browser.SignInAsync();

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    /// <summary>The published key that signed <paramref name="token"/>, from what the chapter itself has fetched.</summary>
    private JsonWebKey KeyOf(string token)
    {
        var published = Stage.Backchannel.Exchanges.Last(exchange => Endpoints.Keys(exchange.Address)).ResponseBody;
        var key = JsonNode.Parse(published)!["keys"]!.AsArray().Single(key => (string?)key!["kid"] == new JsonWebToken(token).Kid)!;
        return new JsonWebKey(key.ToJsonString());
    }
}
