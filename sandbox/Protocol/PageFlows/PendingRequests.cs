using Sandbox.Persistence;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.PageFlows;

/// <summary>Keeps the authorization requests of one service that wait for a person.</summary>
/// <typeparam name="TPending">What the service knows of such a request.</typeparam>
/// <param name="time">The clock.</param>
internal sealed class PendingRequests<TPending>(TimeProvider time) : IForgottenByReset
    where TPending : PendingRequest
{
    // How long a person may take. 16 million characters are some thousand requests with a long state, or more than
    // 10,000 usual ones.
    private readonly UnderWay<TPending> _waiting = new(time, lifetime: TimeSpan.FromHours(1), maxSize: 16_000_000);

    /// <summary>Keeps a request from now on.</summary>
    public TPending Add(TPending pending)
    {
        _waiting.Add(pending.Id, pending, pending.Size);
        return pending;
    }

    /// <summary>Finds a request by its name in an address.</summary>
    /// <exception cref="ProtocolException">
    /// The request is over, too old, another browser's, or was never there.
    /// </exception>
    public TPending Get(string id, HttpContext context) => _waiting.Find(id) switch
    {
        null => throw new ProtocolException(PageErrors.Unknown()),
        var (pending, _) when !pending.Browser.IsOn(context) => throw new ProtocolException(pending.OtherBrowser),
        ({ IsOver: true }, _) => throw new ProtocolException(PageErrors.Over()),
        (_, true) => throw new ProtocolException(PageErrors.Expired()),
        var (pending, _) => pending,
    };

    /// <summary>
    /// Changes a request, even if it has changed since it was read. For changes that do not depend on it.
    /// </summary>
    /// <returns>The request as it is now.</returns>
    /// <exception cref="ProtocolException">The request is no longer there.</exception>
    public TPending Change(TPending pending, Func<TPending, TPending> change) =>
        Replace(pending.Id, newest => Changed(newest, change)).After;

    /// <summary>
    /// Changes a request, unless it has changed since it was read. Use this if the change depends on what was read.
    /// </summary>
    /// <param name="pending">The request as it was read.</param>
    /// <param name="change">What was decided.</param>
    /// <param name="newest">The request as it is now. After a refusal, the caller can look at it again.</param>
    /// <returns>Whether the change was made.</returns>
    /// <exception cref="ProtocolException">The request is no longer there.</exception>
    public bool TryChange(TPending pending, Func<TPending, TPending> change, out TPending newest)
    {
        var (before, after) = Replace(
            pending.Id, current => current.Version == pending.Version ? Changed(current, change) : current);
        newest = after;
        return before.Version == pending.Version;
    }

    /// <summary>Ends a request, whatever others made of it. Of two attempts at the same moment, one succeeds.</summary>
    /// <exception cref="ProtocolException">The request is over already, or no longer there.</exception>
    public void Complete(TPending pending)
    {
        var (before, _) = Replace(pending.Id, newest => Changed(newest, End));
        RejectEnded(before);
    }

    /// <summary>Ends a request, unless it has changed since it was read.</summary>
    /// <returns>Whether it has ended by this call. If not, the answer has to be decided again.</returns>
    /// <exception cref="ProtocolException">The request is over already, or no longer there.</exception>
    public bool TryComplete(TPending pending)
    {
        if (TryChange(pending, End, out var newest))
        {
            return true;
        }

        RejectEnded(newest);
        return false;
    }

    /// <inheritdoc />
    public void Forget() => _waiting.Clear();

    private static TPending End(TPending pending) => pending with { IsOver = true };

    private static void RejectEnded(TPending pending)
    {
        if (pending.IsOver)
        {
            throw new ProtocolException(PageErrors.Over());
        }
    }

    private static TPending Changed(TPending pending, Func<TPending, TPending> change)
    {
        var changed = change(pending);
        return changed.Equals(pending) ? pending : changed with { Version = pending.Version + 1 };
    }

    private (TPending Before, TPending After) Replace(string id, Func<TPending, TPending> change) =>
        _waiting.Change(id, change) ?? throw new ProtocolException(PageErrors.Unknown());
}
