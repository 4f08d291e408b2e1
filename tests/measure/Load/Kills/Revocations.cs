using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>Checks that what was revoked before a kill is revoked after it.</summary>
internal static class Revocations
{
    /// <summary>Checks that a session has ended.</summary>
    /// <exception cref="InvalidOperationException">The provider does not answer with <c>login_required</c>.</exception>
    public static async Task CheckSessionAsync(HttpClient http, Uri address, Client client, string session)
    {
        var browser = new Browser(http);
        browser.AddCookie(address, AnswerNotes.SessionCookie, session);
        var page = await browser.StartAsync(new AuthorizationRequest(client) { Prompt = "none" });
        var parameters = QueryHelpers.ParseQuery(page.RedirectsTo?.Query);
        if (parameters.GetValueOrDefault("error") != "login_required")
        {
            throw page.Unexpected("The user has signed out, and is signed in again");
        }
    }

    /// <summary>Checks that a new password has revoked a refresh token.</summary>
    /// <exception cref="InvalidOperationException">The provider does not answer with AADSTS50173.</exception>
    public static async Task CheckRefreshTokenAsync(HttpClient http, Client client, string refreshToken)
    {
        try
        {
            await RefreshWorker.RefreshAsync(http, client, refreshToken);
        }
        catch (InvalidOperationException exception)
            when (exception.Message.Contains("AADSTS50173", StringComparison.Ordinal))
        {
            return;
        }

        throw new InvalidOperationException("The refresh token from before the new password gives new tokens.");
    }
}
