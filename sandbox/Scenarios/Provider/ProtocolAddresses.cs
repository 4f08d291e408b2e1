using Sandbox.Graph;

namespace Sandbox.Scenarios.Provider;

/// <summary>Tells by its address what a request is for. Entra ID's and B2C's addresses end alike.</summary>
internal static class ProtocolAddresses
{
    private const StringComparison Way = StringComparison.OrdinalIgnoreCase;

    /// <summary>The metadata document or the signing keys.</summary>
    public static bool IsMetadata(HttpRequest request) =>
        PathOf(request) is var path && (path.EndsWith("/v2.0/.well-known/openid-configuration", Way) || path.EndsWith("/discovery/v2.0/keys", Way));

    /// <summary>A token endpoint.</summary>
    public static bool IsToken(HttpRequest request) => PathOf(request).EndsWith("/oauth2/v2.0/token", Way);

    /// <summary>Anything that a client library or an API client calls, and the endpoints that a browser is sent to.</summary>
    public static bool IsProtocol(HttpRequest request) => PathOf(request) is var path && (IsMetadata(request)
        || path.Contains("/oauth2/v2.0/", Way)
        || path.EndsWith("/v2.0/adminconsent", Way)
        || path.Equals("/common/discovery/instance", Way)
        || path.Equals("/oidc/userinfo", Way)
        || path.Equals("/msi/token", Way)
        || path.StartsWith(GraphRoutes.Prefix + "/", Way));

    private static string PathOf(HttpRequest request) => request.Path.Value ?? "";
}
