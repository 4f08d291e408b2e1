using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;

namespace Sandbox.EntraId.SignIn;

/// <summary>Keeps authorization requests while a person deals with them.</summary>
internal sealed class PendingSignIns(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<PendingSignIn> CreateAsync(string tenant, RequestParameters parameters, SignInPurpose purpose, CancellationToken cancellationToken)
    {
        var pending = new PendingSignIn
        {
            Id = Secrets.Create(),
            Tenant = tenant,
            Purpose = purpose,
            Parameters = JsonSerializer.Serialize(parameters.Values),
            ExpiresAt = time.GetUtcNow() + Lifetime,
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(pending);
        await db.SaveChangesAsync(cancellationToken);
        return pending;
    }

    /// <exception cref="ProtocolException">The request is over, too old, or was never there.</exception>
    public async Task<PendingSignIn> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await db.Set<PendingSignIn>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancellationToken);
        return pending switch
        {
            null => throw new ProtocolException(InteractionErrors.Unknown()),
            { CompletedAt: not null } => throw new ProtocolException(InteractionErrors.Over()),
            _ when pending.ExpiresAt <= time.GetUtcNow() => throw new ProtocolException(InteractionErrors.Expired()),
            _ => pending,
        };
    }

    public static RequestParameters ParametersOf(PendingSignIn pending) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(pending.Parameters)!);

    /// <summary>Records whose sign-in it is. What somebody else consented to or confirmed at the same address does not count for them.</summary>
    public Task ChooseSessionAsync(PendingSignIn pending, Guid sessionId, CancellationToken cancellationToken) => ChangeAsync(pending, row =>
    {
        var isSame = row.SessionId == sessionId;
        (row.Consented, row.Confirmed, row.SessionId) = (row.Consented && isSame, row.Confirmed && isSame, sessionId);
    }, cancellationToken);

    public Task RememberConsentAsync(PendingSignIn pending, CancellationToken cancellationToken) =>
        ChangeAsync(pending, row => row.Consented = true, cancellationToken);

    public Task DemandAsync(PendingSignIn pending, SignInDemands demand, CancellationToken cancellationToken) =>
        ChangeAsync(pending, row => row.Demands |= demand, cancellationToken);

    public Task ConfirmAsync(PendingSignIn pending, CancellationToken cancellationToken) =>
        ChangeAsync(pending, row => row.Confirmed = true, cancellationToken);

    public Task ShowMultiFactorCodeAsync(PendingSignIn pending, string code, CancellationToken cancellationToken) =>
        ChangeAsync(pending, row => (row.MultiFactorCode, row.MultiFactorFailures) = (code, 0), cancellationToken);

    public Task CountMultiFactorFailureAsync(PendingSignIn pending, CancellationToken cancellationToken) =>
        ChangeAsync(pending, row => row.MultiFactorFailures++, cancellationToken);

    /// <summary>Ends the request. Of two that try at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public async Task CompleteAsync(PendingSignIn pending, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.Set<PendingSignIn>().Where(each => each.Id == pending.Id && each.CompletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.CompletedAt, now), cancellationToken);
        if (changed == 0)
        {
            throw new ProtocolException(InteractionErrors.Over());
        }
    }

    private async Task ChangeAsync(PendingSignIn pending, Action<PendingSignIn> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<PendingSignIn>().FirstOrDefaultAsync(each => each.Id == pending.Id, cancellationToken) is { } row)
        {
            change(row);
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
