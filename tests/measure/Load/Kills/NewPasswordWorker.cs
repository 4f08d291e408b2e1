using System.Text.RegularExpressions;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>
/// Sets a new password of a customer once, at a random moment. It is once for each kill, because the sandbox sends only
/// some codes to one address.
/// </summary>
/// <param name="http">The connections.</param>
/// <param name="client">The app that the customer signs in to.</param>
/// <param name="notes">Where the refresh token from before the new password is written down.</param>
/// <param name="latest">How long the new password waits at most.</param>
internal sealed partial class NewPasswordWorker(
    HttpClient http, Client client, AnswerNotes notes, TimeSpan latest) : IWorker
{
    private string _refreshToken = "";

    public async Task PrepareAsync() => _refreshToken = (await SetPasswordAsync()).RefreshToken
        ?? throw new InvalidOperationException("The token answer after a new password has no refresh_token.");

    public async Task<int> RunOnceAsync()
    {
        await Task.Delay(latest * Random.Shared.NextDouble());

        var answer = await SetPasswordAsync();
        notes.AddRefreshToken(_refreshToken);
        return answer.SignedTokens;
    }

    /// <summary>Sets a password with a code from the mailbox, which also signs the customer in.</summary>
    private async Task<TokenAnswer> SetPasswordAsync()
    {
        var browser = new Browser(http);
        var request = new AuthorizationRequest(client);
        var signIn = await browser.StartAsync(request);
        var page = await browser.GetAsync(new(signIn.Address, $"/reset-password/{signIn.Address.Segments[^1]}"));
        page = await browser.SubmitAsync(PageForm.Fill(page, [new("email", client.Account!), new("action", "send")]));

        var mailbox = await browser.GetAsync(new(page.Address, $"/sandbox/mail?to={client.Account}"));
        var code = CodePattern().Match(mailbox.Html);
        if (!code.Success)
        {
            throw mailbox.Unexpected("The mailbox should have a code");
        }

        KeyValuePair<string, string>[] values =
        [
            new("verificationCode", code.Groups["code"].Value),
            new("newPassword", "Sandbox-2026!"),
            new("action", "reset"),
        ];
        page = await browser.FollowAsync(await browser.SubmitAsync(PageForm.Fill(page, values)), request);
        return await TokenAnswer.RedeemAsync(http, client, request, page);
    }

    [GeneratedRegex("<code class=\"mail-code\">(?<code>[0-9]+)</code>")]
    private static partial Regex CodePattern();
}
