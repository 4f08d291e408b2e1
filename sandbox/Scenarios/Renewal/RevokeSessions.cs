using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Sessions;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Scenarios.Renewal;

/// <summary>What people have now is worth nothing from now on.</summary>
internal sealed class RevokeSessions(UserDirectory people, IDbContextFactory<SandboxDbContext> contexts, TimeProvider time) : ScenarioAct
{
    public override string Name => "revoke-sessions";

    public override ScenarioGroup Group => ScenarioGroup.Renewal;

    public override string Title => "Sessions are revoked";

    public override string Does => "Ends everybody's sessions in the sandbox, or one person's, and revokes their codes, refresh tokens and access tokens. Graph answers 401, with a claims challenge (insufficient_claims) for clients that declared cp1; the token endpoint answers AADSTS50173.";

    public override string GoodApp => "Sends the person to sign in again, once, with the claims of the challenge, and comes back to the page that they were on.";

    public override string Handled => "Chapter 2-1: continuous access evaluation. Chapters 1-1 and 1-2 keep their own session until it ends; that they call nothing is why.";

    public override ScenarioParameters Parameters => ScenarioParameters.User;

    public override async Task<string> PerformAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var users = db.Set<User>().AsQueryable();
        if (settings.User is { } name)
        {
            var ids = (await users.AsNoTracking().NamedAsync(name, cancellationToken)).Select(user => user.Id).ToArray();
            users = users.Where(user => ids.Contains(user.Id));
        }

        var sessions = db.Set<SignInSession>().Where(session => users.Any(user => user.Id == session.UserId));
        var grants = await db.Set<Grant>().Where(grant => grant.RevokedAt == null && users.Any(user => user.Id == grant.UserId))
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now), cancellationToken);
        await db.Set<SessionClient>().Where(client => sessions.Any(session => session.Id == client.SessionId)).ExecuteDeleteAsync(cancellationToken);
        var ended = await sessions.ExecuteDeleteAsync(cancellationToken);
        await users.ExecuteUpdateAsync(set => set.SetProperty(user => user.TokensValidFrom, now), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        await people.ReadAnewAsync(CancellationToken.None);
        return $"For {settings.User ?? "everybody"}: sign-in sessions ended: {ended}; sign-ins whose tokens were revoked: {grants}.";
    }
}
