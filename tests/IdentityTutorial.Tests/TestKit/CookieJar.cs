using System.Collections.Concurrent;
using Microsoft.Net.Http.Headers;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Cookies as Chromium keeps them (RFC 6265bis): by host and path but not by port, so all applications on localhost share
/// a jar; <c>Secure</c>, <c>SameSite</c>, the <c>__Host-</c> and <c>__Secure-</c> prefixes and the 4,096-byte limit count.
/// </summary>
/// <param name="clock">Decides what has expired.</param>
public sealed class CookieJar(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Host, string Path, string Name), Entry> _cookies = new();

    private sealed record Entry(SetCookieHeaderValue Cookie, DateTimeOffset? Expires);

    /// <summary>What <c>document.cookie</c> and the developer tools would show for all hosts: every live cookie with its attributes.</summary>
    public IReadOnlyList<SetCookieHeaderValue> All => [.. _cookies.Values.Where(IsLive).Select(entry => entry.Cookie)];

    /// <summary>The live cookies whose names begin so; a cookie too big for one is spread over several.</summary>
    public IReadOnlyList<SetCookieHeaderValue> Named(string prefix) =>
        [.. All.Where(cookie => cookie.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(cookie => cookie.Name.Value, StringComparer.Ordinal)];

    /// <summary>Deletes every cookie whose name begins so.</summary>
    /// <returns>How many there were.</returns>
    public int Delete(string prefix) =>
        _cookies.Keys.Where(key => key.Name.StartsWith(prefix, StringComparison.Ordinal)).Count(key => _cookies.TryRemove(key, out _));

    /// <summary>Puts in a cookie that no server set, for <paramref name="address"/>'s host.</summary>
    public void Set(Uri address, string name, string value) =>
        Store(address, new SetCookieHeaderValue(name, value) { Path = "/", Secure = true });

    /// <summary>Ends the browser session: cookies without a lifetime of their own are gone.</summary>
    public void CloseBrowser()
    {
        foreach (var (key, _) in _cookies.Where(pair => pair.Value.Expires is null))
        {
            _cookies.TryRemove(key, out _);
        }
    }

    /// <summary>Takes in the answer's <c>Set-Cookie</c> headers.</summary>
    /// <exception cref="InvalidOperationException">A browser would refuse the cookie; the message says why.</exception>
    internal void Store(Uri address, IEnumerable<string> setCookieHeaders)
    {
        foreach (var header in setCookieHeaders)
        {
            Store(address, SetCookieHeaderValue.Parse(header));
        }
    }

    /// <summary>The <c>Cookie</c> header for a request; <see langword="null"/> when no cookie goes with it.</summary>
    /// <param name="address">The request's address.</param>
    /// <param name="crossSite">Whether another site than the address's own started the request.</param>
    /// <param name="safeNavigation">Whether it is a top-level navigation with a safe method.</param>
    internal string? HeaderFor(Uri address, bool crossSite, bool safeNavigation)
    {
        var matching = _cookies
            .Where(pair => pair.Key.Host == address.Host && PathMatches(pair.Key.Path, address.AbsolutePath) && IsLive(pair.Value))
            .Select(pair => pair.Value.Cookie)
            .Where(cookie => !cookie.Secure || address.Scheme == Uri.UriSchemeHttps)
            .Where(cookie => !crossSite || cookie.SameSite switch
            {
                SameSiteMode.None => true,
                SameSiteMode.Strict => false,
                _ => safeNavigation,
            })
            .OrderByDescending(cookie => cookie.Path.Length)
            .Select(cookie => $"{cookie.Name}={cookie.Value}");
        var header = string.Join("; ", matching);
        return header.Length == 0 ? null : header;
    }

    private static bool PathMatches(string cookiePath, string path) =>
        path.StartsWith(cookiePath, StringComparison.Ordinal)
        && (path.Length == cookiePath.Length || cookiePath.EndsWith('/') || path[cookiePath.Length] == '/');

    private void Store(Uri address, SetCookieHeaderValue cookie)
    {
        var name = cookie.Name.ToString();
        Refuse(cookie.Secure && address.Scheme != Uri.UriSchemeHttps, "is Secure but came over http");
        Refuse(cookie.SameSite == SameSiteMode.None && !cookie.Secure, "has SameSite=None without Secure");
        Refuse(name.StartsWith("__Secure-", StringComparison.Ordinal) && !cookie.Secure, "has the __Secure- prefix without Secure");
        Refuse(name.StartsWith("__Host-", StringComparison.Ordinal) && (!cookie.Secure || cookie.Path != "/" || cookie.Domain.HasValue), "has the __Host- prefix without Secure and Path=/, or with a Domain");
        Refuse(cookie.Domain.HasValue && cookie.Domain != address.Host, "names another domain");
        Refuse(name.Length + cookie.Value.Length > 4096, "is larger than 4,096 bytes");

        if (!cookie.Path.HasValue || cookie.Path.Value![0] != '/')
        {
            var directory = address.AbsolutePath[..address.AbsolutePath.LastIndexOf('/')];
            cookie.Path = directory.Length == 0 ? "/" : directory;
        }

        // Max-Age wins over Expires (RFC 6265bis section 5.5).
        var entry = new Entry(cookie, cookie.MaxAge is { } age ? clock.GetUtcNow() + age : cookie.Expires);
        var key = (address.Host, cookie.Path.ToString(), name);
        if (IsLive(entry))
        {
            _cookies[key] = entry;
        }
        else
        {
            _cookies.TryRemove(key, out _);
        }

        void Refuse(bool refused, string reason)
        {
            if (refused)
            {
                throw new InvalidOperationException($"A browser would not take the cookie {name} from {address.Authority}: it {reason}.");
            }
        }
    }

    private bool IsLive(Entry entry) => entry.Expires is not { } expires || expires > clock.GetUtcNow();
}
