using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Connect;

/// <summary>
/// Keeps a new client secret in memory until the page after the form has shown it, in the browser that sent the form.
/// The secret is in no address, cookie or log.
/// </summary>
internal sealed class NewSecrets(TimeProvider time) : IForgottenByReset
{
    private readonly UnderWay<NewSecret> _waiting = new(time, TimeSpan.FromMinutes(5), maxSize: 10_000);

    /// <summary>Keeps a secret for the next page.</summary>
    /// <returns>The key of the secret, which is valid for one page.</returns>
    public string Keep(Guid clientId, string secret, HttpContext context)
    {
        var key = Secrets.Create();
        _waiting.Add(key, new NewSecret(clientId, secret, BrowserMark.Of(context)), size: 1);
        return key;
    }

    /// <summary>Returns a secret and removes it, so a second request does not get it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="clientId">The app that the page is about.</param>
    /// <param name="context">The request of the page.</param>
    /// <returns><see langword="null"/> when there is no such secret for this app and browser.</returns>
    public string? Take(string key, Guid clientId, HttpContext context)
    {
        if (_waiting.Find(key) is not ({ Secret: not null } found, false)
            || found.ClientId != clientId
            || !found.Browser.IsOn(context))
        {
            return null;
        }

        return _waiting.Change(key, secret => secret with { Secret = null })?.Before.Secret;
    }

    /// <inheritdoc />
    public void Forget() => _waiting.Clear();

    private sealed record NewSecret(Guid ClientId, string? Secret, BrowserMark Browser);
}
