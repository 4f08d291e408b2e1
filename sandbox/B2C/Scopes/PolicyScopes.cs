using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.EntraId.Consent;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.Persistence;

namespace Sandbox.B2C.Scopes;

/// <summary>
/// Reads a <c>scope</c> parameter. Customers are never asked for consent: what an application may ask an API for was granted by an administrator. The
/// application's own client id as a scope asks for an access token for itself.
/// </summary>
internal sealed class PolicyScopes(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <exception cref="ProtocolException">The scope is malformed, names what does not exist, or asks for what the application may not have.</exception>
    public async Task<PolicyScope> ParseAsync(string text, Application client, CancellationToken cancellationToken)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw new ProtocolException(PolicyRequestErrors.IllegalCharacter());
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = words.Where(ApiScopes.OpenId.Contains).ToArray();
        var others = words.Except(openId).ToArray();
        if (others.Length == 0)
        {
            return new PolicyScope(text, openId, null, [], []);
        }

        if (others.Any(word => word.Equals(client.ClientId.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            return others.Length == 1
                ? new PolicyScope(text, openId, client, [], others)
                : throw new ProtocolException(PolicyRequestErrors.TwoResources(text));
        }

        var names = others.Select(ApiScopes.Split).ToArray();
        if (names.Select(name => name.Prefix).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any() && names.All(name => name.Prefix.Length > 0))
        {
            throw new ProtocolException(PolicyRequestErrors.TwoResources(text));
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resource = await FindResourceAsync(db, others, names, client.TenantId, cancellationToken);
        var values = await FindValuesAsync(db, others, names, resource, client, cancellationToken);
        return new PolicyScope(text, openId, resource, values, others);
    }

    private static async Task<Application> FindResourceAsync(
        SandboxDbContext db, string[] written, (string Prefix, string Value)[] names, Guid tenantId, CancellationToken cancellationToken)
    {
        var unnamed = Array.FindIndex(names, name => name.Prefix.Length == 0);
        if (unnamed >= 0)
        {
            throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[unnamed]));
        }

        var ofTenant = db.Set<Application>().AsNoTracking().Where(application => application.TenantId == tenantId);
        return await ApiScopes.FindResourceAsync(ofTenant, names[0].Prefix, cancellationToken)
            ?? throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[0]));
    }

    private static async Task<IReadOnlyList<string>> FindValuesAsync(
        SandboxDbContext db, string[] written, (string Prefix, string Value)[] names, Application resource, Application client, CancellationToken cancellationToken)
    {
        var known = await ApiScopes.KnownAsync(db, resource, cancellationToken);
        var grants = await db.Set<ConsentGrant>().AsNoTracking()
            .Where(grant => grant.ClientId == client.ClientId && grant.ResourceId == resource.ClientId && grant.TenantId == client.TenantId && grant.UserId == null)
            .ToListAsync(cancellationToken);
        var granted = grants.SelectMany(grant => grant.Scopes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = new List<string>();
        for (var index = 0; index < names.Length; index++)
        {
            if (!known.TryGetValue(names[index].Value, out var value))
            {
                throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[index]));
            }

            values.Add(granted.Contains(value) ? value : throw new ProtocolException(PolicyRequestErrors.NotPermitted(written[index], client.DisplayName)));
        }

        return values;
    }
}
