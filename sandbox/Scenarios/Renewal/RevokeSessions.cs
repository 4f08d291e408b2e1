using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.Scenarios.Renewal;

/// <summary>What people have now is worth nothing from now on.</summary>
internal sealed class RevokeSessions(IEnumerable<IReadCache> caches, DurableWriter writer, SessionRevocation revocation) : ScenarioAct
{
    public override string Name => "revoke-sessions";

    public override ScenarioGroup Group => ScenarioGroup.Renewal;

    public override string Title => "Sessions are revoked";

    public override string Does => "Ends everybody's sessions in the sandbox, or one person's, and revokes their codes, refresh tokens and access tokens. Graph answers 401, with a claims challenge (insufficient_claims) for clients that declared cp1; the token endpoint answers AADSTS50173.";

    public override string GoodApp => "Sends the person to sign in again, once, with the claims of the challenge, and comes back to the page that they were on.";

    public override ChapterPage Page => ChapterPage.Profile;

    public override string Handled => "Chapter 2-1: continuous access evaluation. Chapters 1-1 and 1-2 keep their own session until it ends; that they call nothing is why.";

    public override ScenarioParameters Parameters => ScenarioParameters.User;

    public override async Task<string> PerformAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var (ended, grants) = await writer.WriteAsync(db => RevokeAsync(db, settings.User));
        foreach (var cache in caches)
        {
            await cache.ReadAnewAsync(CancellationToken.None);
        }

        return $"For {settings.User ?? "everybody"}: sign-in sessions ended: {ended}; sign-ins whose tokens were revoked: {grants}.";
    }

    private async Task<(int Sessions, int Grants)> RevokeAsync(SandboxDbContext db, string? name)
    {
        var users = db.Set<User>().AsQueryable();
        if (name is not null)
        {
            var ids = (await users.AsNoTracking().NamedAsync(name, CancellationToken.None)).Select(user => user.Id).ToArray();
            users = users.Where(user => ids.Contains(user.Id));
        }

        return await revocation.RevokeAsync(db, users);
    }
}
