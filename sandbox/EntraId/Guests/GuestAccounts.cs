using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.Guests;

/// <summary>
/// Finds the guest account of a user in the tenant of a request. A guest has no password and no session: the user
/// signs in to the account in the other tenant, the home account, and acts with the guest's object ID.
/// </summary>
internal sealed class GuestAccounts(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>The guest that a home account is in a tenant, also before the guest has accepted.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="home">The account in another tenant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when the tenant has no such guest.</returns>
    public async Task<User?> FindAsync(Guid tenantId, User home, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenantId && user.Invitation != null
                && (user.HomeId == home.Id || (user.HomeId == null && user.InvitedAddress == home.UserPrincipalName)))
            .OrderBy(user => user.HomeId == null).ThenBy(user => user.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// Puts the guests of the authority's tenant in the place of their home accounts. An authority without a tenant
    /// (<c>common</c>, <c>organizations</c>) means the home accounts themselves.
    /// </summary>
    /// <returns>The sessions. Those of accounts that are no guests there are as they were.</returns>
    public async ValueTask<IReadOnlyList<SignedInUser>> InTenantAsync(
        TenantReference authority, IReadOnlyList<SignedInUser> sessions, CancellationToken cancellationToken)
    {
        if (authority.Tenant is not { Kind: TenantKind.Workforce } tenant
            || sessions.All(each => IsAtHome(each.User, tenant)))
        {
            return sessions;
        }

        var acting = new List<SignedInUser>();
        foreach (var session in sessions)
        {
            var guest = IsAtHome(session.User, tenant)
                ? null
                : await FindAsync(tenant.Id, session.User, cancellationToken);
            acting.Add(guest is { Enabled: true } && session.Session.AuthenticatedAt >= guest.TokensValidFrom
                ? session with { User = guest }
                : session);
        }

        return acting;
    }

    private static bool IsAtHome(User user, Tenant tenant) => user.IsCustomer || user.TenantId == tenant.Id;
}
