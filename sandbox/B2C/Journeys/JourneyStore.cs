using Sandbox.B2C.Authorize;
using Sandbox.B2C.Errors;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.B2C.Journeys;

/// <summary>Keeps journeys while people are on them.</summary>
internal sealed class JourneyStore(TimeProvider time) : IForgottenByReset
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // In characters: some thousand journeys with a long state, or 10,000 usual ones.
    private readonly UnderWay<Journey> _journeys = new(time, Lifetime, maxSize: 16_000_000);

    public Journey Create(PolicyRequest request, HttpContext context)
    {
        var journey = new Journey
        {
            Id = Secrets.Create(),
            TenantId = request.TenantId,
            PolicyName = request.Policy.Policy.Name,
            Parameters = request.Parameters.Known(),
            Browser = BrowserMark.Of(context),
        };

        // Also for what the person types on the way: addresses and a social account.
        _journeys.Add(journey.Id, journey, journey.Parameters.Length + 1024);
        return journey;
    }

    /// <exception cref="ProtocolException">The journey is over, too old, another browser's, or was never there.</exception>
    public Journey Get(string id, HttpContext context) => _journeys.Find(id) switch
    {
        null => throw new ProtocolException(InteractionErrors.Unknown()),
        var (journey, _) when !journey.Browser.IsOn(context) => throw new ProtocolException(JourneyErrors.OtherBrowser()),
        ({ IsOver: true }, _) => throw new ProtocolException(InteractionErrors.Over()),
        (_, true) => throw new ProtocolException(InteractionErrors.Expired()),
        var (journey, _) => journey,
    };

    /// <summary>Changes a journey, whatever other requests made of it since it was read.</summary>
    /// <returns>The journey as it is now.</returns>
    /// <exception cref="ProtocolException">It is no longer there.</exception>
    public Journey Change(Journey journey, Func<Journey, Journey> change) => Replace(journey, newest => Next(newest, change)).After;

    /// <summary>Changes a journey, unless another request has changed it since it was read.</summary>
    /// <param name="journey">The journey as it was read.</param>
    /// <param name="change">What the request decided by it.</param>
    /// <param name="newest">The journey as it is now. After a refusal, it is what the other request made of it, so that the caller can look again.</param>
    /// <returns>Whether it is changed.</returns>
    /// <exception cref="ProtocolException">It is no longer there.</exception>
    public bool TryChange(Journey journey, Func<Journey, Journey> change, out Journey newest)
    {
        var next = Next(journey, change);
        if (next == journey)
        {
            newest = journey;
            return true;
        }

        var (before, after) = Replace(journey, current => current.Version == journey.Version ? next : current);
        newest = after;
        return before.Version == journey.Version;
    }

    /// <summary>Ends the journey. Of two that try at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public void Complete(Journey journey)
    {
        if (_journeys.Change(journey.Id, newest => Next(newest, each => each with { IsOver = true })) is not ({ IsOver: false }, _))
        {
            throw new ProtocolException(InteractionErrors.Over());
        }
    }

    /// <inheritdoc />
    public void Forget() => _journeys.Clear();

    private static Journey Next(Journey journey, Func<Journey, Journey> change)
    {
        var changed = change(journey);
        return changed == journey ? journey : changed with { Version = journey.Version + 1 };
    }

    private (Journey Before, Journey After) Replace(Journey journey, Func<Journey, Journey> change) =>
        _journeys.Change(journey.Id, change) ?? throw new ProtocolException(InteractionErrors.Unknown());
}
