using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.ClientAuthentication;
using Sandbox.EntraId.Sessions;
using Sandbox.EntraId.SignIn;
using Sandbox.EntraId.Tokens;

namespace Sandbox.Persistence;

/// <summary>Removes, once an hour, what has expired a day ago. Until then it is kept, because "expired" is a better answer than "unknown".</summary>
internal sealed class ExpiredRowsCleaner(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _grace = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RemoveAsync(stoppingToken);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow() - _grace;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<PendingSignIn>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancellationToken);
        await db.Set<UsedAssertion>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SignInSession>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancellationToken);
        await db.Set<AuthorizationCode>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RefreshToken>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync(cancellationToken);
    }
}
