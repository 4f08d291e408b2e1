using Sandbox.Applications;
using Sandbox.Protocol.Authorize;

namespace Sandbox.Protocol.PageFlows;

/// <summary>
/// An authorization request that passed every check that needs no person (OpenID Connect Core, section 3.1.2.1).
/// </summary>
internal abstract record CheckedRequest
{
    /// <summary>Where the answer goes.</summary>
    public required ResponseTarget Target { get; init; }

    /// <summary>All parameters, as they were sent.</summary>
    public required RequestParameters Parameters { get; init; }

    /// <summary>Whether the answer has an authorization code.</summary>
    public required bool WantsCode { get; init; }

    /// <summary>Whether the answer has an ID token.</summary>
    public required bool WantsIdToken { get; init; }

    /// <summary>Which pages the app wants, or does not want (<c>prompt</c>).</summary>
    public required Prompts Prompt { get; init; }

    /// <summary>How long ago the person may have signed in (<c>max_age</c>).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The app that asks.</summary>
    public Application Client => Target.Client;

    public string? Nonce => Parameters["nonce"];

    public string? LoginHint => Parameters["login_hint"];

    public string? DomainHint => Parameters["domain_hint"];

    /// <summary>Whether the answer has the parameter <c>client_info</c>, by which MSAL knows accounts.</summary>
    public bool WantsClientInfo => Parameters["client_info"] == "1";
}
