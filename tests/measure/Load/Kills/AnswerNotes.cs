using System.Collections.Concurrent;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>Writes down the answers of one kind as they arrive.</summary>
/// <param name="kind">What the user does to get them.</param>
/// <param name="answers">The answers of all kinds, the newest last.</param>
internal sealed class AnswerNotes(AnswerKind kind, ConcurrentQueue<Answer> answers)
{
    /// <summary>The name of the cookie that ties a browser to its sessions at the sandbox.</summary>
    public const string SessionCookie = "__Host-sandbox-session";

    /// <summary>Writes down the session that the user has in a browser after signing in on a page.</summary>
    /// <exception cref="InvalidOperationException">The browser has no session.</exception>
    public void AddSession(Browser browser, Uri address) => AddSession(SessionOf(browser, address));

    /// <summary>Writes down a session cookie.</summary>
    public void AddSession(string cookie) => answers.Enqueue(new(kind, RefreshToken: null, cookie));

    /// <summary>Writes down the refresh token of a token answer.</summary>
    /// <returns>The refresh token.</returns>
    /// <exception cref="InvalidOperationException">The answer has no refresh token.</exception>
    public string AddRefreshToken(TokenAnswer answer)
    {
        var token = answer.RefreshToken
            ?? throw new InvalidOperationException($"A token answer of the kind {kind} has no refresh_token.");
        AddRefreshToken(token);
        return token;
    }

    /// <summary>Writes down a refresh token.</summary>
    public void AddRefreshToken(string token) => answers.Enqueue(new(kind, token, Session: null));

    /// <summary>Finds the session cookie of a browser after a sign-in on a page.</summary>
    /// <exception cref="InvalidOperationException">The browser has no session.</exception>
    public static string SessionOf(Browser browser, Uri address) => browser.FindCookie(address, SessionCookie)
        ?? throw new InvalidOperationException($"{address} set no cookie {SessionCookie}.");
}
