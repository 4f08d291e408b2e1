namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>
/// Signs a user in once, and then exchanges each refresh token for the next one (RFC 6749, section 6).
/// </summary>
internal sealed class RefreshWorker(HttpClient http, Client client, AnswerNotes notes) : IWorker
{
    private string _refreshToken = "";

    public async Task PrepareAsync()
    {
        var browser = new Browser(http);
        var request = new AuthorizationRequest(client);
        var page = await browser.SubmitAsync(PageForm.SelectAccount(await browser.StartAsync(request), client.Account));
        page = await browser.FollowAsync(page, request);
        _refreshToken = notes.AddRefreshToken(await TokenAnswer.RedeemAsync(http, client, request, page));
    }

    public async Task<int> RunOnceAsync()
    {
        var answer = await RefreshAsync(http, client, _refreshToken);
        _refreshToken = notes.AddRefreshToken(answer);
        return answer.SignedTokens;
    }

    /// <summary>Exchanges a refresh token, and checks the new tokens.</summary>
    public static async Task<TokenAnswer> RefreshAsync(HttpClient http, Client client, string refreshToken)
    {
        using var request = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.Secret,
            ["refresh_token"] = refreshToken,
        });
        return await TokenAnswer.RequestAsync(http, client, request, nonce: null);
    }
}
