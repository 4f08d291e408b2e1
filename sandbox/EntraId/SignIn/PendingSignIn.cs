using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.SignIn;

/// <summary>
/// An authorization request that waits for a person. It lives here and not in the pages, so that no page can change it,
/// and a long <c>state</c> does not travel from form to form. It belongs to the browser that began it. Otherwise
/// somebody could begin it, have somebody else consent, and finish it.
/// </summary>
internal sealed record PendingSignIn
{
    /// <summary>The random name of the request in the pages' addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The <c>{tenant}</c> of the request's address.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the sign-in is for.</summary>
    public required SignInPurpose Purpose { get; init; }

    /// <summary>The request's parameters.</summary>
    public required RequestParameters Parameters { get; init; }

    /// <summary>The browser that began it.</summary>
    public required BrowserMark Browser { get; init; }

    /// <summary>The session the person chose, once chosen.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whose session consented just now, which is what <c>prompt=consent</c> and admin consent ask for.</summary>
    public Guid? ConsentedBy { get; init; }

    /// <summary>What this sign-in has to have besides what the rules say.</summary>
    public SignInDemands Demands { get; init; }

    /// <summary>Whose session confirmed that the device that waits is theirs.</summary>
    public Guid? ConfirmedBy { get; init; }

    /// <summary>The code that the multi-factor page shows and expects.</summary>
    public string? MultiFactorCode { get; init; }

    /// <summary>How often a wrong multi-factor code was typed.</summary>
    public int MultiFactorFailures { get; init; }

    /// <summary>Whether the application got its answer.</summary>
    public bool IsOver { get; init; }
}
