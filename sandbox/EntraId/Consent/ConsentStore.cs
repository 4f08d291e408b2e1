using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Consent;

/// <summary>What people, and administrators for everyone, allowed applications to do.</summary>
internal sealed class ConsentStore(LiveDirectory directory, UserDirectory users, DurableWriter writer, TimeProvider time)
{
    /// <summary>
    /// The scopes of one API that the application has for this person, without those that the API no longer offers.
    /// </summary>
    public async ValueTask<IReadOnlyCollection<string>> GetGrantedAsync(Guid clientId, User user, Guid resourceId, CancellationToken cancellationToken)
    {
        var person = await users.GetAsync(user.Id, cancellationToken);
        var current = directory.Current;
        var offered = current.RegistrationOf(resourceId).Scopes;
        return current.RegistrationOf(clientId).AllowedByAdministrator(user.TenantId, resourceId)
            .Concat(person.Consents[(clientId, resourceId)].SelectMany(scopes => scopes))
            .Concat(current.RegistrationOf(resourceId).PreAuthorizedFor(clientId))
            .Where(offered.ContainsKey)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those of the asked-for scopes that nobody has granted yet.</summary>
    public async ValueTask<IReadOnlyList<ApiScope>> FindMissingAsync(
        Application client, User user, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> asked, CancellationToken cancellationToken)
    {
        var missing = new List<ApiScope>();
        foreach (var (resourceId, scopes) in asked)
        {
            var granted = await GetGrantedAsync(client.ClientId, user, resourceId, cancellationToken);
            missing.AddRange(Describe(resourceId, scopes.Where(scope => !granted.Contains(scope))));
        }

        return missing;
    }

    /// <summary>
    /// Whether an app of another tenant has no service principal in the tenant of a user. As in the cloud, the first
    /// sign-in then asks for consent, also if nothing else is missing, and the consent creates the service principal.
    /// </summary>
    public bool IsNewToTenant(Application client, User user) =>
        client.TenantId != user.TenantId && !directory.Current.HasServicePrincipal(user.TenantId, client);

    /// <summary>The asked-for scopes with their descriptions, by the app that gets them and by API.</summary>
    public IReadOnlyList<RequestedPermissions> Describe(IReadOnlyList<AskedConsent> asked) =>
    [
        .. asked.SelectMany((consent, index) => consent.Permissions.Select(entry => new RequestedPermissions(
            directory.Current.RegistrationOf(entry.Key).Application.DisplayName, [.. Describe(entry.Key, entry.Value)])
        {
            UsedBy = index == 0 ? null : consent.Client.DisplayName,
        })),
    ];

    /// <summary>
    /// Records the consent of a user, or of an administrator for all users of the tenant. It adds to what was allowed
    /// before. An app of another tenant gets its service principal by it.
    /// </summary>
    public async Task GrantAsync(IReadOnlyList<AskedConsent> asked, User user, bool forOrganization)
    {
        var isNewPrincipal = await writer.WriteAsync(async db =>
        {
            var added = false;
            foreach (var consent in asked)
            {
                await GrantAsync(db, consent, user, forOrganization);
                added |= await AddPrincipalAsync(db, consent.Client, user.TenantId);
            }

            return added;
        });
        if (forOrganization || isNewPrincipal)
        {
            await directory.ReadAnewAsync(CancellationToken.None);
        }

        if (!forOrganization)
        {
            users.Forget(user.Id);
        }
    }

    private static async Task<bool> AddPrincipalAsync(SandboxDbContext db, Application client, Guid tenantId)
    {
        if (client.TenantId == tenantId
            || await db.Set<ForeignServicePrincipal>().FindAsync(tenantId, client.ClientId) is not null)
        {
            return false;
        }

        db.Add(new ForeignServicePrincipal { TenantId = tenantId, ClientId = client.ClientId });
        return true;
    }

    private async Task GrantAsync(SandboxDbContext db, AskedConsent asked, User user, bool forOrganization)
    {
        Guid? grantedTo = forOrganization ? null : user.Id;
        var clientId = asked.Client.ClientId;
        var existing = await db.Set<ConsentGrant>()
            .Where(grant => grant.ClientId == clientId && grant.TenantId == user.TenantId && grant.UserId == grantedTo)
            .ToDictionaryAsync(grant => grant.ResourceId);
        foreach (var (resourceId, added) in asked.Permissions)
        {
            if (!existing.TryGetValue(resourceId, out var grant))
            {
                grant = new ConsentGrant
                {
                    Id = Guid.NewGuid(),
                    TenantId = user.TenantId,
                    ClientId = clientId,
                    ResourceId = resourceId,
                    UserId = grantedTo,
                    Scopes = [],
                    GrantedAt = time.GetUtcNow(),
                };
                db.Add(grant);
            }

            grant.Scopes = [.. grant.Scopes.Union(added, StringComparer.OrdinalIgnoreCase)];
            grant.GrantedAt = time.GetUtcNow();
        }
    }

    private IEnumerable<ApiScope> Describe(Guid resourceId, IEnumerable<string> asked)
    {
        var known = directory.Current.RegistrationOf(resourceId).Scopes;
        return asked.Select(scope => known.GetValueOrDefault(scope)).OfType<ApiScope>();
    }
}

/// <summary>The permissions that an application asks for at one API.</summary>
/// <param name="Api">The API's name.</param>
/// <param name="Scopes">The permissions.</param>
internal sealed record RequestedPermissions(string Api, IReadOnlyList<ApiScope> Scopes)
{
    /// <summary>The API that uses them on behalf of the user; <see langword="null"/> for the app that asks.</summary>
    public string? UsedBy { get; init; }
}
