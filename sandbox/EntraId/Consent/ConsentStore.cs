using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Consent;

/// <summary>What people, and administrators for everyone, allowed applications to do.</summary>
internal sealed class ConsentStore(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>The scopes of one API that the application has for this person.</summary>
    public async Task<IReadOnlyCollection<string>> GetGrantedAsync(Guid clientId, User user, Guid resourceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var granted = await Granted(db, clientId, user).Where(grant => grant.ResourceId == resourceId).Select(grant => grant.Scopes).ToListAsync(cancellationToken);
        return granted.SelectMany(scopes => scopes).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those of the asked-for scopes that nobody has granted yet.</summary>
    public async Task<IReadOnlyList<ApiScope>> FindMissingAsync(
        Application client, User user, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> asked, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var granted = (await Granted(db, client.ClientId, user).ToListAsync(cancellationToken))
            .SelectMany(grant => grant.Scopes.Select(scope => (grant.ResourceId, scope.ToUpperInvariant())))
            .ToHashSet();
        var missing = asked.SelectMany(entry => entry.Value.Select(scope => (Resource: entry.Key, Scope: scope)))
            .Where(entry => !granted.Contains((entry.Resource, entry.Scope.ToUpperInvariant())))
            .ToLookup(entry => entry.Resource, entry => entry.Scope);
        return missing.Count == 0 ? [] : await DescribeAsync(db, missing.ToDictionary(group => group.Key, group => (IReadOnlyCollection<string>)[.. group]), cancellationToken);
    }

    /// <summary>The asked-for scopes with their descriptions.</summary>
    public async Task<IReadOnlyList<ApiScope>> DescribeAsync(IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> asked, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await DescribeAsync(db, asked, cancellationToken);
    }

    /// <summary>Records a person's consent, or an administrator's for everyone in the organization; it adds to what was allowed before.</summary>
    public async Task GrantAsync(
        Application client, User user, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> scopes, bool forOrganization, CancellationToken cancellationToken)
    {
        Guid? grantedTo = forOrganization ? null : user.Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var existing = await db.Set<ConsentGrant>()
            .Where(grant => grant.ClientId == client.ClientId && grant.TenantId == user.TenantId && grant.UserId == grantedTo)
            .ToDictionaryAsync(grant => grant.ResourceId, cancellationToken);
        foreach (var (resourceId, added) in scopes)
        {
            if (!existing.TryGetValue(resourceId, out var grant))
            {
                grant = new ConsentGrant
                {
                    Id = Guid.NewGuid(),
                    TenantId = user.TenantId,
                    ClientId = client.ClientId,
                    ResourceId = resourceId,
                    UserId = grantedTo,
                    Scopes = [],
                    GrantedAt = time.GetUtcNow(),
                };
                db.Add(grant);
            }

            (grant.Scopes, grant.GrantedAt) = ([.. grant.Scopes.Union(added, StringComparer.OrdinalIgnoreCase)], time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static IQueryable<ConsentGrant> Granted(SandboxDbContext db, Guid clientId, User user) => db.Set<ConsentGrant>().AsNoTracking()
        .Where(grant => grant.ClientId == clientId && grant.TenantId == user.TenantId && (grant.UserId == null || grant.UserId == user.Id));

    private static async Task<IReadOnlyList<ApiScope>> DescribeAsync(
        SandboxDbContext db, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> asked, CancellationToken cancellationToken)
    {
        var resources = asked.Keys.ToArray();
        var scopes = await db.Set<ApiScope>().AsNoTracking().Where(scope => resources.Contains(scope.ResourceId)).ToListAsync(cancellationToken);
        return [.. scopes.Where(scope => asked[scope.ResourceId].Contains(scope.Value, StringComparer.OrdinalIgnoreCase))];
    }
}
