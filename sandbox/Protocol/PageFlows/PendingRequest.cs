using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Protocol.PageFlows;

/// <summary>
/// An authorization request that waits for a person. It is kept here and not in the pages, so that no page can change
/// it, and a long <c>state</c> does not travel from form to form. It belongs to the browser that began it. Otherwise an
/// attacker could begin it, have a user consent or prove a mailbox in it, and finish it.
/// </summary>
/// <param name="Parameters">The parameters of the request. Only those are kept that have a meaning.</param>
/// <param name="Browser">The browser that began it.</param>
internal abstract record PendingRequest(RequestParameters Parameters, BrowserMark Browser)
{
    /// <summary>The random name of the request in the pages' addresses.</summary>
    public string Id { get; } = Secrets.Create();

    /// <summary>The parameters of the request that have a meaning.</summary>
    public RequestParameters Parameters { get; } = Parameters.Known();

    /// <summary>The session that the person signed in to, or chose, for this request.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whether the app has its answer.</summary>
    public bool IsOver { get; init; }

    /// <summary>The number of changes. What was decided by one version is not written over another one.</summary>
    public int Version { get; init; }

    /// <summary>About how much memory the request takes, in characters. A usual one has some hundred.</summary>
    public virtual int Size => Parameters.Length + 256;

    /// <summary>The error for a user who opens a page of this request in another browser.</summary>
    public virtual ProtocolError OtherBrowser => PageErrors.OtherBrowser();
}
