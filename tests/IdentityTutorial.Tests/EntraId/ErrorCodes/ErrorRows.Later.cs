namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of what was issued long ago.</summary>
    private IEnumerable<ErrorRow> Later() =>
    [
        Json(70008, "invalid_grant", async () =>
            await AfterAsync(
                TimeSpan.FromMinutes(10),
                await At.GetCodeAsync(SeededApp.SignIn),
                code => At.RedeemAsync(SeededApp.SignIn, code))),
        Json(70020, "expired_token", async () =>
            await AfterAsync(
                TimeSpan.FromMinutes(15), await Device.StartAsync(), started => Device.PollAsync(started))),
        Form(70019, async () =>
            await AfterAsync(TimeSpan.FromMinutes(15), (await Device.StartAsync())["user_code"], TypeUserCodeAsync)),
        Json(500133, "invalid_grant", async () =>
            await AfterAsync(
                TimeSpan.FromMinutes(91),
                await OnBehalfOfFlow.AssertionAsync(At),
                assertion => OnBehalfOfFlow.ExchangeAsync(At, assertion))),
        Json(50173, "invalid_grant", () =>
            RefreshAfterAsync(
                user => user.TokensValidFrom = At.Clock.GetUtcNow().AddSeconds(1),
                user => user.TokensValidFrom = default)) with
        {
            SubError = "bad_token",
        },
        Json(700082, "invalid_grant", async () => await AfterAsync(
            TimeSpan.FromDays(90),
            (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"],
            token => At.RefreshAsync(SeededApp.SignIn, token))) with
        {
            SubError = "bad_token",
        },
    ];

    private async Task<TAnswer> AfterAsync<T, TAnswer>(TimeSpan time, T issued, Func<T, Task<TAnswer>> use)
    {
        At.Clock.Advance(time);
        return await use(issued);
    }
}
