using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;

namespace Sandbox.EntraId.Device;

/// <summary>Keeps the devices that wait. Everything that may happen to a code once is one conditional update, so that it happens once.</summary>
internal sealed class DeviceCodes(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long the person has.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How often the device may ask.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Timers and networks are not exact.
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(1);

    public async Task<(string DeviceCode, string UserCode)> CreateAsync(
        string tenant, Guid clientId, string scope, string? claims, CancellationToken cancellationToken)
    {
        var (deviceCode, userCode) = (Secrets.Create("1."), UserCodes.Create());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new DeviceCode
        {
            Hash = Secrets.Hash(deviceCode),
            UserCodeHash = UserCodes.Hash(userCode),
            ClientId = clientId,
            Tenant = tenant,
            Scope = scope,
            Claims = claims,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
        return (deviceCode, userCode);
    }

    public async Task<DeviceCode?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<DeviceCode>().AsNoTracking().FirstOrDefaultAsync(code => code.Hash == hash, cancellationToken);
    }

    /// <summary>What a person typed; <see langword="null"/> when there is no such code.</summary>
    public async Task<DeviceCode?> FindTypedAsync(string userCode, CancellationToken cancellationToken)
    {
        var hash = UserCodes.Hash(userCode);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<DeviceCode>().AsNoTracking().FirstOrDefaultAsync(code => code.UserCodeHash == hash, cancellationToken);
    }

    /// <summary>Whether a person can still decide about the code.</summary>
    public bool IsOpen(DeviceCode code) => code is { GrantId: null, DeclinedAt: null } && code.ExpiresAt > time.GetUtcNow();

    /// <summary>Whether the code ran out of time.</summary>
    public bool IsExpired(DeviceCode code) => code.ExpiresAt <= time.GetUtcNow();

    /// <summary>Gives the device what the person allowed.</summary>
    /// <returns><see langword="false"/> when somebody has decided already, or it is too late.</returns>
    public async Task<bool> ApproveAsync(byte[] hash, Grant grant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(grant);
        await db.SaveChangesAsync(cancellationToken);
        if (await Open(db, hash).ExecuteUpdateAsync(set => set.SetProperty(code => code.GrantId, grant.Id), cancellationToken) == 0)
        {
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Tells the device that the person does not want to.</summary>
    public async Task DeclineAsync(byte[] hash, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Open(db, hash).ExecuteUpdateAsync(set => set.SetProperty(code => code.DeclinedAt, now), cancellationToken);
    }

    /// <summary>Records that the device asked.</summary>
    /// <returns><see langword="false"/> when it asks too often.</returns>
    public async Task<bool> PollAsync(byte[] hash, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        DateTimeOffset? limit = now - (Interval - _tolerance);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<DeviceCode>().Where(code => code.Hash == hash && (code.PolledAt == null || code.PolledAt <= limit))
            .ExecuteUpdateAsync(set => set.SetProperty(code => code.PolledAt, now), cancellationToken) > 0;
    }

    /// <summary>Uses the code up. Of several that try at the same moment, one succeeds.</summary>
    public async Task<bool> RedeemAsync(byte[] hash, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<DeviceCode>().Where(code => code.Hash == hash && code.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(code => code.RedeemedAt, now), cancellationToken) > 0;
    }

    private IQueryable<DeviceCode> Open(SandboxDbContext db, byte[] hash)
    {
        var now = time.GetUtcNow();
        return db.Set<DeviceCode>().Where(code => code.Hash == hash && code.GrantId == null && code.DeclinedAt == null && code.ExpiresAt > now);
    }
}
