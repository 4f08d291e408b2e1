using System.Security.Cryptography;

namespace Sandbox.Protocol.Sessions;

/// <summary>
/// Tells browsers apart before anybody has signed in, so that what one browser began cannot be finished in another. The
/// cookie is a random number; what is kept is its hash.
/// </summary>
/// <param name="Hash">The SHA-256 of the cookie.</param>
internal readonly record struct BrowserMark(byte[] Hash)
{
    private static readonly HostCookie _cookie = new("sandbox-journey");

    /// <summary>The mark of the browser, which gets one if it has none.</summary>
    public static BrowserMark Of(HttpContext context)
    {
        var cookie = _cookie.Read(context.Request);
        if (string.IsNullOrEmpty(cookie))
        {
            cookie = Secrets.Create();
            _cookie.Write(context, cookie);
        }

        return new BrowserMark(Secrets.Hash(cookie));
    }

    /// <summary>Whether the request comes from this browser.</summary>
    public bool IsOn(HttpContext context) =>
        _cookie.Read(context.Request) is { Length: > 0 } cookie && CryptographicOperations.FixedTimeEquals(Hash, Secrets.Hash(cookie));
}
