namespace Sandbox.Protocol.PageFlows;

/// <summary>A pending request and what it asks for, as a page works on it.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="pending">What waits, as it was read.</param>
/// <param name="pendings">Where it is kept.</param>
internal abstract class Interaction<TRequest, TPending>(
    TRequest request, TPending pending, PendingRequests<TPending> pendings)
    where TRequest : CheckedRequest
    where TPending : PendingRequest
{
    /// <summary>What is asked for.</summary>
    public TRequest Request { get; } = request;

    /// <summary>What waits, as the page has read it or has left it.</summary>
    public TPending Pending { get; private set; } = pending;

    /// <inheritdoc cref="PendingRequests{TPending}.Change"/>
    public void Change(Func<TPending, TPending> change) => Pending = pendings.Change(Pending, change);

    /// <inheritdoc cref="PendingRequests{TPending}.TryChange"/>
    public bool TryChange(Func<TPending, TPending> change)
    {
        var isChanged = pendings.TryChange(Pending, change, out var newest);
        Pending = newest;
        return isChanged;
    }
}
