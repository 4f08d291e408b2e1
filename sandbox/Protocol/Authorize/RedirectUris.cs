using Sandbox.Applications;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Protocol.Authorize;

/// <summary>Decides whether an answer may be sent to an address.</summary>
internal static class RedirectUris
{
    /// <summary>
    /// Whether <paramref name="redirectUri"/> is registered: character by character (RFC 9700, section 4.1.3). The one
    /// exception is the port of a native app's loopback address, which such an app cannot know in advance (RFC 8252,
    /// section 7.3).
    /// </summary>
    public static bool IsRegistered(Application client, string redirectUri) => TypeOf(client, redirectUri) is not null;

    /// <summary>The type of <paramref name="redirectUri"/>; <see langword="null"/> when it is not registered.</summary>
    public static ClientType? TypeOf(Application client, string redirectUri)
    {
        // Before the loopback addresses of native apps, which match with any port.
        if (client.RedirectUris.Contains(redirectUri, StringComparer.Ordinal))
        {
            return ClientType.Web;
        }

        if (IsOfSpa(client, redirectUri))
        {
            return ClientType.Spa;
        }

        return IsOfNative(client, redirectUri) ? ClientType.Native : null;
    }

    /// <summary>
    /// Whether <paramref name="redirectUri"/> is registered with the type <c>spa</c>, so that its codes are redeemed in
    /// the browser.
    /// </summary>
    public static bool IsOfSpa(Application client, string? redirectUri) =>
        client.SpaRedirectUris.Contains(redirectUri, StringComparer.Ordinal);

    /// <summary>
    /// Whether <paramref name="redirectUri"/> is one of the type <c>publicClient</c>. The port of a loopback address
    /// does not matter.
    /// </summary>
    public static bool IsOfNative(Application client, string redirectUri) =>
        client.PublicClientRedirectUris.Contains(redirectUri, StringComparer.Ordinal)
        || client.PublicClientRedirectUris.Exists(registered => DiffersInPortOnly(registered, redirectUri));

    /// <summary>
    /// Whether an address names its scheme. On Linux, <see cref="Uri"/> takes a path for an absolute address of a file.
    /// </summary>
    public static bool IsAbsolute(string address) =>
        address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Uri.CheckSchemeName(address[..colon]);

    // Uri forgives user names, blanks, line breaks, dots and more, but the browser gets the text as it was sent.
    private static bool DiffersInPortOnly(string registered, string asked) =>
        Uri.TryCreate(registered, UriKind.Absolute, out var left) && IsLoopback(left)
        && Uri.TryCreate(asked, UriKind.Absolute, out var right) && IsLoopback(right)
        && left.Host == right.Host && left.PathAndQuery == right.PathAndQuery
        && $"{right.Scheme}://{right.Authority}{right.PathAndQuery}" is var plain && (asked == plain || asked + "/" == plain);

    private static bool IsLoopback(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && (uri.Host == "localhost" || uri.Host == "127.0.0.1");
}
