using System.Net;
using System.Security.Cryptography;
using System.Text;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>A sign-in that the wire page has to explain: code, tokens, and a call to Microsoft Graph.</summary>
internal static class RecordedSignIn
{
    /// <summary>The PKCE code verifier of the app.</summary>
    public const string Verifier = "a-verifier-of-forty-three-characters-or-more-0123";

    private static readonly string _challenge =
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Signs Alice in, and calls Microsoft Graph with the access token.</summary>
    public static async Task<(string Code, TokenAnswer Tokens)> RunAsync(
        EntraIdFixture fixture, string state, string nonce)
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn, SeededTenants.Alice,
            ("state", state), ("nonce", nonce), ("scope", "openid profile offline_access User.Read"),
            ("code_challenge", _challenge), ("code_challenge_method", "S256"));
        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", Verifier));
        using var client = fixture.Sandbox.CreateWireClient();
        using var call = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me")
        {
            Headers = { Authorization = new("Bearer", tokens["access_token"]) },
        };
        using var answer = await client.SendAsync(call, EntraIdFixture.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (code, tokens);
    }
}
