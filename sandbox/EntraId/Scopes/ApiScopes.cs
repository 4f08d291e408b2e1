using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;

namespace Sandbox.EntraId.Scopes;

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

    /// <summary>The API that <paramref name="prefix"/> names by an identifier URI or by its client id.</summary>
    /// <param name="applications">The applications that are known where the request was sent to.</param>
    /// <param name="prefix">The API's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Application?> FindResourceAsync(IQueryable<Application> applications, string prefix, CancellationToken cancellationToken)
    {
        var name = prefix.StartsWith("api://", StringComparison.OrdinalIgnoreCase) ? prefix["api://".Length..] : prefix;
        return Guid.TryParse(name, out var id)
            ? applications.FirstOrDefaultAsync(application => application.ClientId == id, cancellationToken)
            : applications.FirstOrDefaultAsync(application => application.IdentifierUris.Contains(prefix), cancellationToken);
    }

    /// <summary>The API's scopes by name in any case; the values are as the API writes them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> KnownAsync(SandboxDbContext db, Application resource, CancellationToken cancellationToken) =>
        await db.Set<ApiScope>().AsNoTracking()
            .Where(scope => scope.ResourceId == resource.ClientId)
            .Select(scope => scope.Value)
            .ToDictionaryAsync(value => value, StringComparer.OrdinalIgnoreCase, cancellationToken);
}
