using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Scopes;

/// <summary>Reads a <c>scope</c> parameter: the OpenID Connect scopes, and the scopes of at most one API.</summary>
internal sealed class ScopeParser(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>What stands for "everything that the registration lists".</summary>
    public const string Default = ".default";

    /// <param name="text">The parameter.</param>
    /// <param name="clientId">The client that asks.</param>
    /// <param name="tenant">The authority, in which the API has to be known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public async Task<ScopeRequest> ParseAsync(string text, Guid clientId, TenantReference tenant, CancellationToken cancellationToken)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw Malformed(text, "it contains characters that no scope has (RFC 6749, section 3.3).");
        }

        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = tokens.Where(ApiScopes.OpenId.Contains).ToArray();
        var others = tokens.Except(openId).Select(ApiScopes.Split).ToArray();
        if (others.Select(scope => scope.Prefix).Where(prefix => prefix.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any())
        {
            throw Malformed(text, "an access token is for one API, and the scopes name several.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var prefix = others.Select(scope => scope.Prefix).FirstOrDefault(each => each.Length > 0) ?? "";
        var resource = await FindResourceAsync(db.ResourcesOf(tenant), prefix, cancellationToken);
        if (resource.ClientId != WellKnown.Graph && others.Any(scope => scope.Prefix.Length == 0))
        {
            throw Malformed(text, "an access token is for one API, and the scopes name several.");
        }

        var values = others.Select(scope => scope.Value).ToArray();
        if (values.Contains(Default, StringComparer.OrdinalIgnoreCase))
        {
            if (values.Length > 1)
            {
                throw Malformed(text, "'.default' means all scopes of the registration and cannot be combined with single ones.");
            }

            values = await ConfiguredAsync(db, clientId, resource.ClientId, cancellationToken);
        }
        else
        {
            values = await CanonicalAsync(db, resource, values, cancellationToken);
        }

        return new ScopeRequest(text, openId, resource, [.. values.Except(ApiScopes.OpenId)], others.Any(scope => scope.Prefix.Length == 0) ? "" : prefix);
    }

    private static ProtocolException Malformed(string text, string problem) => new(ScopeErrors.Malformed(text, problem));

    private static async Task<Application> FindResourceAsync(IQueryable<Application> known, string prefix, CancellationToken cancellationToken) => prefix.Length == 0
        ? await known.FirstAsync(application => application.ClientId == WellKnown.Graph, cancellationToken)
        : await ApiScopes.FindResourceAsync(known, prefix, cancellationToken) ?? throw new ProtocolException(ScopeErrors.UnknownResource(prefix));

    private static async Task<string[]> ConfiguredAsync(SandboxDbContext db, Guid clientId, Guid resourceId, CancellationToken cancellationToken)
    {
        var configured = await db.Set<ConfiguredScopes>().AsNoTracking()
            .FirstOrDefaultAsync(scopes => scopes.ClientId == clientId && scopes.ResourceId == resourceId, cancellationToken);
        return configured is null ? [] : [.. configured.Scopes];
    }

    /// <summary>The scopes as the API writes them; a request may write them in other case.</summary>
    private static async Task<string[]> CanonicalAsync(SandboxDbContext db, Application resource, string[] values, CancellationToken cancellationToken)
    {
        if (values.Length == 0)
        {
            return [];
        }

        var known = await ApiScopes.KnownAsync(db, resource, cancellationToken);
        return [.. values.Select(value => known.TryGetValue(value, out var canonical) ? canonical : throw new ProtocolException(ScopeErrors.UnknownScope(value, resource.DisplayName)))];
    }
}
