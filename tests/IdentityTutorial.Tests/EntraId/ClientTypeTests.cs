using System.Net;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.AppOfEachType;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// An app with redirect URIs of the types <c>web</c>, <c>spa</c> and <c>publicClient</c>: the redirect URI of a sign-in
/// decides about the credential, and where there is none, the fallback of the registration.
/// </summary>
public sealed class ClientTypeTests(AppOfEachType app) : IClassFixture<AppOfEachType>
{
    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private const string Origin = "http://localhost:7320";

    private static readonly (string Secret, int Code)[] _refusedOfWeb = [("", 7000218), ("wrong", 7000215)];
    private static readonly (string Secret, int Code)[] _refusedOfNative =
        [(SeededApp.Secret, 700025), ("wrong", 700025)];

    private static readonly (string RedirectUri, bool IsWeb)[] _redirectUris =
    [
        (Web, true),
        (WebOnLoopback, true),
        ("http://localhost:7322/signed-in", false),
        ("http://localhost:51234", false),
        (NativeLoopback, false),
        (NativePage, false),
        (NativeScheme, false),
    ];

    [Fact]
    public Task A_redirect_URI_decides_about_the_credential_of_its_code_and_refresh_tokens() =>
        Table.ShouldHoldAsync(_redirectUris, async row =>
        {
            var client = At(row.RedirectUri);
            var (refused, accepted) = row.IsWeb ? (_refusedOfWeb, SeededApp.Secret) : (_refusedOfNative, "");
            var code = await app.Sandbox.GetCodeAsync(client);
            foreach (var (secret, number) in refused)
            {
                ProtocolAssert.IsError(
                    await app.Sandbox.RedeemAsync(client, code, ("client_secret", secret)),
                    HttpStatusCode.Unauthorized,
                    "invalid_client",
                    number);
            }

            var tokens = await app.Sandbox.RedeemAsync(client, code, ("client_secret", accepted));
            Assert.Equal(row.IsWeb ? "1" : "0", tokens.AccessToken.GetPayloadValue<string>("appidacr"));

            // The second refresh token is one that a refresh has issued.
            for (var round = 0; round < 2; round++)
            {
                foreach (var (secret, number) in refused)
                {
                    ProtocolAssert.IsError(
                        await RefreshAsync(tokens, secret), HttpStatusCode.Unauthorized, "invalid_client", number);
                }

                tokens = await RefreshAsync(tokens, accepted);
                Assert.Equal(HttpStatusCode.OK, tokens.Status);
            }
        });

    [Fact]
    public async Task The_single_page_app_of_the_same_registration_redeems_in_the_browser_without_a_credential()
    {
        var code = await app.Sandbox.GetCodeAsync(
            At(Spa), changes: [("code_challenge", Challenge), ("code_challenge_method", "S256")]);
        (string, string)[] fields =
        [
            ("grant_type", "authorization_code"), ("client_id", SeededApp.SignIn.ClientId), ("redirect_uri", Spa),
            ("code", code), ("code_verifier", Verifier),
        ];

        ProtocolAssert.IsError(
            await app.Sandbox.TokenAsync(fields), HttpStatusCode.BadRequest, "invalid_request", 9002327);
        ProtocolAssert.IsError(
            await FromBrowserAsync([.. fields, ("client_secret", SeededApp.Secret)]),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            700025);
        var tokens = await FromBrowserAsync(fields);
        var refreshed = await FromBrowserAsync(RefreshFields(tokens));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (tokens.Status, refreshed.Status));
        ProtocolAssert.IsError(
            await RefreshAsync(refreshed, ""), HttpStatusCode.BadRequest, "invalid_request", 9002327);
    }

    [Theory]
    [InlineData(Web, SeededApp.Secret)]
    [InlineData(NativePage, "")]
    public async Task What_another_type_got_is_refused_in_the_browser(string redirectUri, string secret)
    {
        var code = await app.Sandbox.GetCodeAsync(At(redirectUri));
        var tokens = await app.Sandbox.RedeemAsync(At(redirectUri), code, ("client_secret", secret));

        ProtocolAssert.IsError(
            await FromBrowserAsync(RefreshFields(tokens)), HttpStatusCode.BadRequest, "invalid_request", 9002326);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData(SeededApp.Secret, false)]
    [InlineData(SeededApp.Secret, true)]
    public async Task A_client_of_each_type_learns_that_its_code_or_refresh_token_is_unknown(
        string secret, bool isFallback)
    {
        await using var sandbox = new EntraIdFixture();
        await RegisterAsync(sandbox);
        await ChangeAsync(sandbox, registration => registration.IsFallbackPublicClient = isFallback);

        foreach (var answer in new[]
        {
            await sandbox.RedeemAsync(At(NativePage), "1.unknown", ("client_secret", secret)),
            await sandbox.RefreshAsync(At(NativePage), "1.unknown", ("client_secret", secret)),
        })
        {
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer["error"]));
        }
    }

    private static (string, string)[] RefreshFields(TokenAnswer tokens) =>
    [
        ("grant_type", "refresh_token"), ("client_id", SeededApp.SignIn.ClientId),
        ("refresh_token", tokens["refresh_token"]),
    ];

    private Task<TokenAnswer> RefreshAsync(TokenAnswer tokens, string secret) =>
        app.Sandbox.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"], ("client_secret", secret));

    private Task<TokenAnswer> FromBrowserAsync(params (string, string)[] fields) =>
        app.Sandbox.TokenFromBrowserAsync(Origin, SeededTenants.Contoso, fields);
}
