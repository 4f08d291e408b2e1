using Sandbox.Applications;

namespace Sandbox.Protocol.Logout;

/// <summary>Decides whether a browser may be sent to an address after sign-out.</summary>
internal static class PostLogoutRedirectUris
{
    /// <summary>
    /// Whether the app registered <paramref name="address"/> as a post-logout redirect URI or as a redirect URI. The
    /// comparison is exact (OpenID Connect RP-Initiated Logout, section 3.1).
    /// </summary>
    public static bool IsRegistered(Application client, string address) =>
        client.PostLogoutRedirectUris.Contains(address)
        || client.AllRedirectUris.Contains(address);
}
