using System.Net;
using static IdentityTutorial.Tests.EntraId.AppOfEachType;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// Requests that no redirect URI belongs to: device codes and passwords. The fallback of the registration decides
/// whether they need the credential.
/// </summary>
public sealed class FallbackClientTests(AppOfEachType app) : IClassFixture<AppOfEachType>
{
    [Fact]
    public async Task Without_the_fallback_device_codes_and_passwords_need_the_credential()
    {
        ProtocolAssert.IsError(
            await new DeviceFlow(app.Sandbox).StartAsync(changes: ("client_id", SeededApp.SignIn.ClientId)),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            7000218);
        ProtocolAssert.IsError(
            await PasswordFlow.ExchangeAsync(app.Sandbox, changes: ("client_id", SeededApp.SignIn.ClientId)),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            7000218);
        var tokens = await PasswordFlow.ExchangeAsync(app.Sandbox, changes: PasswordFlow.As(SeededApp.SignIn));

        ProtocolAssert.IsError(
            await RefreshAsync(tokens, ""), HttpStatusCode.Unauthorized, "invalid_client", 7000218);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(tokens, SeededApp.Secret)).Status);
    }

    [Fact]
    public async Task With_the_fallback_only_device_codes_and_passwords_get_tokens_without_a_credential()
    {
        await using var sandbox = new EntraIdFixture();
        await RegisterAsync(sandbox);
        await ChangeAsync(sandbox, registration => registration.IsFallbackPublicClient = true);
        (string, string) client = ("client_id", SeededApp.SignIn.ClientId);
        using var browser = sandbox.NewBrowser();
        var device = new DeviceFlow(sandbox);

        var started = await device.StartAsync(changes: client);
        await DeviceFlow.ApproveAsync(browser, started["user_code"]);
        var ofDevice = await device.PollAsync(started, changes: client);
        var ofPassword = await PasswordFlow.ExchangeAsync(sandbox, changes: client);

        foreach (var tokens in new[] { ofDevice, ofPassword })
        {
            ProtocolAssert.IsError(
                await sandbox.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]),
                HttpStatusCode.Unauthorized,
                "invalid_client",
                700025);
            var refreshed = await sandbox.RefreshAsync(
                SeededApp.SignIn, tokens["refresh_token"], ("client_secret", ""));
            Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        }

        ProtocolAssert.IsError(
            await PasswordFlow.ExchangeAsync(sandbox, changes: PasswordFlow.As(SeededApp.SignIn)),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            700025);
        var code = await sandbox.GetCodeAsync(SeededApp.SignIn);
        ProtocolAssert.IsError(
            await sandbox.RedeemAsync(SeededApp.SignIn, code, ("client_secret", "")),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            7000218);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.RedeemAsync(SeededApp.SignIn, code)).Status);
        var ofItself = await sandbox.TokenAsync(
            client,
            ("client_secret", SeededApp.Secret),
            ("grant_type", "client_credentials"),
            ("scope", "https://graph.microsoft.com/.default"));
        Assert.Equal(HttpStatusCode.OK, ofItself.Status);
    }

    [Fact]
    public async Task A_grant_type_in_the_request_for_a_device_code_does_not_free_it_from_the_credential()
    {
        var code = await app.Sandbox.GetCodeAsync(At(NativePage));
        var native = await app.Sandbox.RedeemAsync(At(NativePage), code, ("client_secret", ""));
        foreach (var token in new[] { native["refresh_token"], "1.unknown" })
        {
            var answer = await new DeviceFlow(app.Sandbox).StartAsync(changes:
            [
                ("client_id", SeededApp.SignIn.ClientId), ("grant_type", "refresh_token"), ("refresh_token", token),
            ]);

            ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 7000218);
        }
    }

    private Task<TokenAnswer> RefreshAsync(TokenAnswer tokens, string secret) =>
        app.Sandbox.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"], ("client_secret", secret));
}
