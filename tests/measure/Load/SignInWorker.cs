using IdentityTutorial.Measure.Load.Kills;

namespace IdentityTutorial.Measure.Load;

/// <summary>
/// Signs a user in with the authorization code flow: authorization request, the sign-in page where the way has one, and
/// token request.
/// </summary>
/// <param name="http">The connections.</param>
/// <param name="client">The app to sign in to.</param>
/// <param name="way">How the server learns which user signs in.</param>
/// <param name="notes">Where the answers are written down, or null when they are only counted.</param>
internal sealed class SignInWorker(HttpClient http, Client client, SignInWay way, AnswerNotes? notes = null) : IWorker
{
    private Browser _browser = new(http);

    public async Task PrepareAsync()
    {
        if (way == SignInWay.Session)
        {
            await SignInAsync(pages: 1);
        }
    }

    public Task<int> RunOnceAsync()
    {
        if (way != SignInWay.Click)
        {
            return SignInAsync(pages: 0);
        }

        _browser = new(http);
        return SignInAsync(pages: 1);
    }

    private async Task<int> SignInAsync(int pages)
    {
        var request = new AuthorizationRequest(client);
        var page = await _browser.StartAsync(request);
        for (; pages > 0; pages--)
        {
            page = await _browser.SubmitAsync(PageForm.SelectAccount(page, client.Account));
            notes?.AddSession(_browser, page.Address);
            page = await _browser.FollowAsync(page, request);
        }

        var answer = await TokenAnswer.RedeemAsync(http, client, request, page);
        notes?.AddRefreshToken(answer);
        return answer.SignedTokens;
    }
}
