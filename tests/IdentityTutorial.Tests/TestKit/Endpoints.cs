namespace IdentityTutorial.Tests.TestKit;

/// <summary>Tells the identity platform's endpoints apart by their paths.</summary>
public static class Endpoints
{
    /// <summary>The OpenID Connect metadata document.</summary>
    public static bool Metadata(Uri address) => address.AbsolutePath.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal);

    /// <summary>The signing keys.</summary>
    public static bool Keys(Uri address) => address.AbsolutePath.EndsWith("/discovery/v2.0/keys", StringComparison.Ordinal);

    /// <summary>The authorization endpoint.</summary>
    public static bool Authorize(Uri address) => address.AbsolutePath.EndsWith("/oauth2/v2.0/authorize", StringComparison.Ordinal);

    /// <summary>The token endpoint.</summary>
    public static bool Token(Uri address) => address.AbsolutePath.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal);

    /// <summary>The end-session endpoint.</summary>
    public static bool Logout(Uri address) => address.AbsolutePath.EndsWith("/oauth2/v2.0/logout", StringComparison.Ordinal);

    /// <summary>Microsoft Graph.</summary>
    public static bool Graph(Uri address) => address.AbsolutePath.StartsWith("/v1.0/", StringComparison.Ordinal);
}
