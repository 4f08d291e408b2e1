using Sandbox.Applications;

namespace Sandbox.DirectoryPage;

/// <summary>Names what an app is as a client, for readers.</summary>
internal static class ClientKinds
{
    /// <summary>
    /// Whether an app has to authenticate at the token endpoint (RFC 6749, section 2.1). An app with redirect URIs of
    /// several types has to in some sign-ins, and must not in others.
    /// </summary>
    public static string TitleOf(Application app)
    {
        var isPublic = app.IsFallbackPublicClient
            || app.SpaRedirectUris.Count > 0
            || app.PublicClientRedirectUris.Count > 0;
        var title = !isPublic ? "Confidential client"
            : app.RedirectUris.Count == 0 ? "Public client"
            : "Confidential and public client";
        return app.IsMultiTenant ? $"{title}, multitenant" : title;
    }

    /// <summary>The redirect URIs of an app, each with its type.</summary>
    public static IEnumerable<(string Uri, string Type)> RedirectUrisOf(Application app) =>
    [
        .. app.RedirectUris.Select(uri => (uri, "web app")),
        .. app.SpaRedirectUris.Select(uri => (uri, "single-page app")),
        .. app.PublicClientRedirectUris.Select(uri => (uri, "mobile or desktop app")),
    ];
}
