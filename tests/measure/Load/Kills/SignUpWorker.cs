namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>
/// Signs one user up, at a random moment, who then accepts a permission. It is one user for each kill, because the
/// sign-in page offers every account and would grow.
/// </summary>
/// <param name="http">The connections.</param>
/// <param name="client">The app that asks for the permission.</param>
/// <param name="signUps">Where the session of the new account is written down.</param>
/// <param name="consents">Where the session and the refresh token after the consent are written down.</param>
/// <param name="latest">How long the sign-up waits at most.</param>
internal sealed class SignUpWorker(
    HttpClient http, Client client, AnswerNotes signUps, AnswerNotes consents, TimeSpan latest) : IWorker
{
    public Task PrepareAsync() => Task.CompletedTask;

    public async Task<int> RunOnceAsync()
    {
        await Task.Delay(latest * Random.Shared.NextDouble());

        var browser = new Browser(http);
        var request = new AuthorizationRequest(client) { Prompt = "create" };
        var page = await browser.StartAsync(request);
        page = await browser.SubmitAsync(PageForm.Fill(page, NewAccount()));
        signUps.AddSession(browser, page.Address);

        page = await browser.FollowAsync(page, request);
        page = await browser.SubmitAsync(PageForm.Fill(page, [new("consent", "accept")]));
        consents.AddSession(browser, page.Address);

        page = await browser.FollowAsync(page, request);
        var answer = await TokenAnswer.RedeemAsync(http, client, request, page);
        consents.AddRefreshToken(answer);
        return answer.SignedTokens;
    }

    private static KeyValuePair<string, string>[] NewAccount() =>
    [
        new("displayName", "Kim Kill"),
        new("username", $"kim-{Guid.NewGuid():N}"),
        new("password", "Sandbox-2026!"),
        new("action", "create"),
    ];
}
