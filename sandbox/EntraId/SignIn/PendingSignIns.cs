using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.SignIn;

/// <summary>Keeps authorization requests while a person deals with them.</summary>
internal sealed class PendingSignIns(TimeProvider time) : IForgottenByReset
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // 16 million characters are some thousand requests with a long state, or 50,000 usual ones.
    private readonly UnderWay<PendingSignIn> _waiting = new(time, Lifetime, maxSize: 16_000_000);

    public PendingSignIn Create(string tenant, RequestParameters parameters, SignInPurpose purpose, HttpContext context)
    {
        var pending = new PendingSignIn
        {
            Id = Secrets.Create(),
            Tenant = tenant,
            Purpose = purpose,
            Parameters = parameters.Known(),
            Browser = BrowserMark.Of(context),
        };

        // What the record itself takes is about as much as a usual request.
        _waiting.Add(pending.Id, pending, pending.Parameters.Length + 256);
        return pending;
    }

    /// <exception cref="ProtocolException">The request is over, too old, another browser's, or was never there.</exception>
    public PendingSignIn Get(string id, HttpContext context) => _waiting.Find(id) switch
    {
        null => throw new ProtocolException(InteractionErrors.Unknown()),
        var (pending, _) when !pending.Browser.IsOn(context) => throw new ProtocolException(InteractionErrors.OtherBrowser()),
        ({ IsOver: true }, _) => throw new ProtocolException(InteractionErrors.Over()),
        (_, true) => throw new ProtocolException(InteractionErrors.Expired()),
        var (pending, _) => pending,
    };

    /// <summary>Records whose sign-in it is.</summary>
    public void ChooseSession(PendingSignIn pending, Guid sessionId) => Change(pending, each => each with { SessionId = sessionId });

    /// <summary>Records who consented. What somebody else consented to at the same address does not count for them.</summary>
    public void RememberConsent(PendingSignIn pending, BrowserSession session) => Change(pending, each => each with { ConsentedBy = session.Session.Id });

    public void Demand(PendingSignIn pending, SignInDemands demand) => Change(pending, each => each with { Demands = each.Demands | demand });

    /// <summary>Records who means the device in front of them.</summary>
    public void Confirm(PendingSignIn pending, BrowserSession session) => Change(pending, each => each with { ConfirmedBy = session.Session.Id });

    public void ShowMultiFactorCode(PendingSignIn pending, string code) =>
        Change(pending, each => each with { MultiFactorCode = code, MultiFactorFailures = 0 });

    /// <summary>Counts a wrong code.</summary>
    /// <returns>How many there were by now, also those of requests at the same moment.</returns>
    public int CountMultiFactorFailure(PendingSignIn pending) =>
        Change(pending, each => each with { MultiFactorFailures = each.MultiFactorFailures + 1 }).After.MultiFactorFailures;

    /// <summary>Ends the request. Of two that try at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public void Complete(PendingSignIn pending)
    {
        if (Change(pending, each => each with { IsOver = true }).Before.IsOver)
        {
            throw new ProtocolException(InteractionErrors.Over());
        }
    }

    /// <inheritdoc />
    public void Forget() => _waiting.Clear();

    private (PendingSignIn Before, PendingSignIn After) Change(PendingSignIn pending, Func<PendingSignIn, PendingSignIn> change) =>
        _waiting.Change(pending.Id, change) ?? throw new ProtocolException(InteractionErrors.Unknown());
}
