using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Authorize;
using Sandbox.B2C.Errors;
using Sandbox.EntraId;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Sessions;
using Sandbox.Persistence;

namespace Sandbox.B2C.Journeys;

/// <summary>Keeps journeys while people are on them.</summary>
internal sealed class JourneyStore(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly HostCookie _cookie = new("sandbox-journey");

    public async Task<Journey> CreateAsync(PolicyRequest request, HttpContext context)
    {
        var browser = _cookie.Read(context.Request);
        if (string.IsNullOrEmpty(browser))
        {
            browser = Secrets.Create();
            _cookie.Write(context, browser);
        }

        var journey = new Journey
        {
            Id = Secrets.Create(),
            TenantId = request.TenantId,
            PolicyName = request.Policy.Policy.Name,
            Parameters = JsonSerializer.Serialize(request.Parameters.Values),
            BrowserHash = Secrets.Hash(browser),
            ExpiresAt = time.GetUtcNow() + Lifetime,
        };
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        db.Add(journey);
        await db.SaveChangesAsync(context.RequestAborted);
        return journey;
    }

    /// <exception cref="ProtocolException">The journey is over, too old, another browser's, or was never there.</exception>
    public async Task<Journey> GetAsync(string id, HttpContext context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var journey = await db.Set<Journey>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, context.RequestAborted);
        return journey switch
        {
            null => throw new ProtocolException(InteractionErrors.Unknown()),
            _ when _cookie.Read(context.Request) is not { Length: > 0 } browser || !journey.BrowserHash.AsSpan().SequenceEqual(Secrets.Hash(browser)) =>
                throw new ProtocolException(JourneyErrors.OtherBrowser()),
            { CompletedAt: not null } => throw new ProtocolException(InteractionErrors.Over()),
            _ when journey.ExpiresAt <= time.GetUtcNow() => throw new ProtocolException(InteractionErrors.Expired()),
            _ => journey,
        };
    }

    public static RequestParameters ParametersOf(Journey journey) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(journey.Parameters)!);

    /// <summary>Changes a journey, here and in the database.</summary>
    public async Task ChangeAsync(Journey journey, Action<Journey> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Journey>().FirstOrDefaultAsync(each => each.Id == journey.Id, cancellationToken) is { } row)
        {
            change(row);
            change(journey);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Records that the code from a mailbox was typed, unless another mailbox was asked for in the meantime.</summary>
    /// <returns>Whether it was recorded.</returns>
    public async Task<bool> ProveMailboxAsync(Journey journey, MailboxPurpose purpose, string email, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.Set<Journey>().Where(each => each.Id == journey.Id && each.MailboxPurpose == purpose && each.MailboxEmail == email)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.MailboxProvedAt, now), cancellationToken);
        journey.MailboxProvedAt = changed == 1 ? now : journey.MailboxProvedAt;
        return changed == 1;
    }

    /// <summary>Ends the journey. Of two that try at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public async Task CompleteAsync(Journey journey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Journey>().Where(each => each.Id == journey.Id && each.CompletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.CompletedAt, now), cancellationToken) == 0)
        {
            throw new ProtocolException(InteractionErrors.Over());
        }
    }
}
