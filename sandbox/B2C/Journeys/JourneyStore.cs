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

    public async Task<Journey> CreateAsync(PolicyRequest request, HttpContext context)
    {
        var journey = new Journey
        {
            Id = Secrets.Create(),
            TenantId = request.TenantId,
            PolicyName = request.Policy.Policy.Name,
            Parameters = JsonSerializer.Serialize(request.Parameters.Known().Values),
            BrowserHash = BrowserMark.Of(context).Hash,
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
            _ when !new BrowserMark(journey.BrowserHash).IsOn(context) => throw new ProtocolException(JourneyErrors.OtherBrowser()),
            { CompletedAt: not null } => throw new ProtocolException(InteractionErrors.Over()),
            _ when journey.ExpiresAt <= time.GetUtcNow() => throw new ProtocolException(InteractionErrors.Expired()),
            _ => journey,
        };
    }

    public static RequestParameters ParametersOf(Journey journey) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(journey.Parameters)!);

    /// <summary>Changes a journey, here and in the database, whatever other requests made of it since it was read.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="change">What holds for every version of it; called again for a newer one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProtocolException">It is no longer there.</exception>
    public async Task ChangeAsync(Journey journey, Action<Journey> change, CancellationToken cancellationToken)
    {
        while (!await TryChangeAsync(journey, change, cancellationToken))
        {
        }
    }

    /// <summary>Changes a journey, here and in the database, unless another request has changed it since it was read.</summary>
    /// <returns>Whether it is changed. If not, <paramref name="journey"/> is what the other request made of it, so that the caller can look again.</returns>
    /// <exception cref="ProtocolException">It is no longer there.</exception>
    public async Task<bool> TryChangeAsync(Journey journey, Action<Journey> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = db.Attach(journey);
        change(journey);
        if (!db.ChangeTracker.HasChanges())
        {
            return true;
        }

        journey.Version++;
        try
        {
            // One statement, which finds no row when the version is another one.
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            await row.ReloadAsync(cancellationToken);
            if (row.State == EntityState.Detached)
            {
                throw new ProtocolException(InteractionErrors.Unknown());
            }

            return false;
        }
    }

    /// <summary>Ends the journey. Of two that try at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public async Task CompleteAsync(Journey journey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Journey>().Where(each => each.Id == journey.Id && each.CompletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.CompletedAt, now).SetProperty(each => each.Version, each => each.Version + 1), cancellationToken) == 0)
        {
            throw new ProtocolException(InteractionErrors.Over());
        }
    }
}
