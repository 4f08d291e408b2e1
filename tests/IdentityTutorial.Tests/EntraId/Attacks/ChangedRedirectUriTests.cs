using System.Net;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.AppOfEachType;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>
/// The redirect URI of a code is removed, or gets another type, before the code is redeemed: the code needs the same
/// credential as before.
/// </summary>
public sealed class ChangedRedirectUriTests
{
    private static readonly (string Name, string RedirectUri, Action<Application> Change)[] _changesOfWeb =
    [
        ("removed, with the fallback on", Web, app =>
        {
            app.RedirectUris = [];
            app.IsFallbackPublicClient = true;
        }),
        ("removed beside a loopback address of any port", WebOnLoopback, app => app.RedirectUris = [Web]),
        ("moved to the native ones", Web, app =>
        {
            app.RedirectUris = [];
            app.PublicClientRedirectUris = [Web];
        }),
        ("moved to those of single-page apps", Web, app =>
        {
            app.RedirectUris = [];
            app.SpaRedirectUris = [Web];
        }),
    ];

    [Fact]
    public Task A_code_of_a_web_app_still_needs_the_secret() => Table.ShouldHoldAsync(_changesOfWeb, async row =>
    {
        await using var sandbox = new EntraIdFixture();
        await RegisterAsync(sandbox);
        var client = At(row.RedirectUri);
        var code = await sandbox.GetCodeAsync(client);
        await ChangeAsync(sandbox, row.Change);

        ProtocolAssert.IsError(
            await sandbox.RedeemAsync(client, code, ("client_secret", "")),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            7000218);
        ProtocolAssert.IsError(
            await sandbox.TokenFromBrowserAsync(
                new Uri(Web).GetLeftPart(UriPartial.Authority), SeededTenants.Contoso,
                ("grant_type", "authorization_code"), ("client_id", client.ClientId), ("code", code),
                ("redirect_uri", row.RedirectUri)),
            HttpStatusCode.BadRequest,
            "invalid_request",
            9002326);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.RedeemAsync(client, code)).Status);
    });

    [Fact]
    public async Task A_code_of_a_native_app_still_needs_none()
    {
        await using var sandbox = new EntraIdFixture();
        await RegisterAsync(sandbox);
        var client = At(NativePage);
        var (first, second) = (await sandbox.GetCodeAsync(client), await sandbox.GetCodeAsync(client));
        var tokens = await sandbox.RedeemAsync(client, first, ("client_secret", ""));
        await ChangeAsync(sandbox, registration => registration.PublicClientRedirectUris = [NativeScheme]);

        var answers = new[]
        {
            await sandbox.RedeemAsync(client, second, ("client_secret", "")),
            await sandbox.RefreshAsync(client, tokens["refresh_token"], ("client_secret", "")),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }
}
