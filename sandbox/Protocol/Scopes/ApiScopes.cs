namespace Sandbox.Protocol.Scopes;

/// <summary>How a scope names an API and one of its permissions: <c>{identifier}/{permission}</c>.</summary>
internal static class ApiScopes
{
    /// <summary>The scopes of OpenID Connect, which belong to no API.</summary>
    public static readonly IReadOnlyList<string> OpenId = ["openid", "profile", "email", "offline_access"];

    /// <summary>Whether the text has only characters that a scope may have (RFC 6749, section 3.3).</summary>
    public static bool IsWellFormed(string text) => !text.Any(character => character is < ' ' or > '~' or '"' or '\\');

    /// <summary>Takes a scope apart at its last slash; one without a slash names no API.</summary>
    public static (string Prefix, string Value) Split(string scope)
    {
        var slash = scope.LastIndexOf('/');
        return slash < 0 ? ("", scope) : (scope[..slash].TrimEnd('/'), scope[(slash + 1)..]);
    }
}
