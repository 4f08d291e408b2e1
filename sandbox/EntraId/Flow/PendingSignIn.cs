using Sandbox.Protocol;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.Flow;

/// <summary>A request to Entra ID or External ID that waits for a person, and what the person did for it so far.</summary>
internal sealed record PendingSignIn(RequestParameters Parameters, BrowserMark Browser)
    : PendingRequest(Parameters, Browser)
{
    /// <summary>The <c>{tenant}</c> of the request's address.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the sign-in is for.</summary>
    public required SignInPurpose Purpose { get; init; }

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
}

/// <summary>What a scenario asks of one sign-in.</summary>
[Flags]
internal enum SignInDemands
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A second factor.</summary>
    MultiFactor = 1,

    /// <summary>Consent, though it was given before.</summary>
    Consent = 2,
}
