using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Proof Key for Code Exchange.</summary>
public sealed class PkceTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static string S256 => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Theory]
    [InlineData("S256")]
    [InlineData("plain")]
    [InlineData("")]
    public async Task The_right_verifier_redeems_the_code(string method)
    {
        var code = await CodeAsync(method);

        Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", Verifier))).Status);
    }

    [Theory]
    [InlineData("S256", "")]
    [InlineData("S256", "aBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("S256", "short")]
    [InlineData("S256", "ä")]
    [InlineData("plain", "aBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    public async Task A_wrong_verifier_is_AADSTS501481(string method, string verifier)
    {
        var code = await CodeAsync(method);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", verifier)), HttpStatusCode.BadRequest, "invalid_grant", 501481);
    }

    [Fact]
    public async Task The_challenge_itself_is_no_verifier()
    {
        var code = await CodeAsync("S256");

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", S256)), HttpStatusCode.BadRequest, "invalid_grant", 501481);
    }

    [Fact]
    public async Task A_verifier_without_a_challenge_is_refused_because_somebody_removed_the_challenge()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", Verifier)), HttpStatusCode.BadRequest, "invalid_grant", 501481);
    }

    [Fact]
    public async Task A_public_client_redeems_by_its_verifier_alone()
    {
        var code = await fixture.GetCodeAsync(SeededApp.Public, changes: [("code_challenge", S256), ("code_challenge_method", "S256")]);

        ProtocolAssert.IsError(await fixture.RedeemAsync(SeededApp.Public, code, ("client_secret", "")), HttpStatusCode.BadRequest, "invalid_grant", 501481);
        var tokens = await fixture.RedeemAsync(SeededApp.Public, code, ("client_secret", ""), ("code_verifier", Verifier));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.Public, tokens["refresh_token"], ("client_secret", ""))).Status);
    }

    [Fact]
    public async Task A_native_client_may_leave_PKCE_out_as_in_the_cloud()
    {
        var code = await fixture.GetCodeAsync(SeededApp.Public);

        Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(SeededApp.Public, code, ("client_secret", ""))).Status);
    }

    private Task<string> CodeAsync(string method) => fixture.GetCodeAsync(SeededApp.SignIn, changes:
        [("code_challenge", method == "S256" ? S256 : Verifier), ("code_challenge_method", method)]);
}
