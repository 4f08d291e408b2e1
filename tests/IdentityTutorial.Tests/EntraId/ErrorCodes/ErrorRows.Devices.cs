using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of devices and of the page for their codes.</summary>
    private IEnumerable<ErrorRow> Devices() =>
    [
        Json(70016, "authorization_pending", async () => await Device.PollAsync(await Device.StartAsync())),
        Json(70016, "slow_down", PollTwiceAsync),
        Json(70018, "bad_verification_code", async () =>
            await Device.PollAsync(await Device.StartAsync(), changes: ("device_code", "1.unknown"))),
        Json(65004, "authorization_declined", async () => (await DeclineDeviceAsync()).Answer),
        Form(70018, () => TypeUserCodeAsync("WRONG")),
        Form(90119, () => TypeUserCodeAsync("")),
        Form(90120, async () => await TypeUserCodeAsync((await DeclineDeviceAsync()).UserCode)),
        Form(90055, GuessUserCodesAsync) with { Status = 429 },
    ];

    private async Task<TokenAnswer> PollTwiceAsync()
    {
        var started = await Device.StartAsync();
        await Device.PollAsync(started);
        return await Device.PollAsync(started);
    }

    private async Task<(TokenAnswer Answer, string UserCode)> DeclineDeviceAsync()
    {
        using var browser = At.NewBrowser();
        var started = await Device.StartAsync();
        await PressAsync(browser, await DeviceFlow.SignInAsync(browser, started["user_code"]), "action", "decline");
        return (await Device.PollAsync(started), started["user_code"]);
    }

    private async Task<Page> TypeUserCodeAsync(string userCode)
    {
        using var browser = At.NewBrowser();
        return await DeviceFlow.TypeAsync(browser, userCode);
    }

    private async Task<Page> GuessUserCodesAsync()
    {
        for (var number = 0; number < 10; number++)
        {
            await TypeUserCodeAsync("WRONG");
        }

        return await TypeUserCodeAsync("WRONG");
    }
}
