using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.EntraId.Guests;

/// <summary>Records that guests accept their invitations.</summary>
internal sealed class Invitations(UserDirectory users, DurableWriter writer, TimeProvider time)
{
    /// <summary>Records that a guest has accepted, and with which account the guest signs in.</summary>
    /// <param name="session">The session of the home account, with the guest as its user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AcceptAsync(SignedInUser session, CancellationToken cancellationToken)
    {
        var (guestId, now) = (session.User.Id, time.GetUtcNow());
        var home = (await users.GetAsync(session.Session.UserId, cancellationToken)).User;
        await writer.WriteAsync(db => db.Set<User>()
            .Where(user => user.Id == guestId && user.Invitation == InvitationState.PendingAcceptance)
            .ExecuteUpdateAsync(set => set
                .SetProperty(user => user.Invitation, InvitationState.Accepted)
                .SetProperty(user => user.InvitationChangedAt, now)
                .SetProperty(user => user.HomeTenantId, home.TenantId)
                .SetProperty(user => user.HomeId, home.Id)));
        users.Forget(guestId);
    }
}
