using Sandbox.Applications;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Authorize;

/// <summary>An authorization request that passed every check that needs no person (OpenID Connect Core, section 3.1.2.1).</summary>
internal sealed record AuthorizationRequest
{
    public required TenantReference Tenant { get; init; }

    public required ResponseTarget Target { get; init; }

    public required RequestParameters Parameters { get; init; }

    public required bool WantsCode { get; init; }

    public required bool WantsIdToken { get; init; }

    public required ScopeRequest Scope { get; init; }

    public required Prompts Prompt { get; init; }

    public required ClaimsRequest Claims { get; init; }

    public TimeSpan? MaxAge { get; init; }

    /// <summary>What the sign-in is for.</summary>
    public SignInPurpose Purpose { get; init; }

    /// <summary>Whether an administrator is asked for everyone in the organization, rather than a person for themselves.</summary>
    public bool IsForOrganization => Purpose == SignInPurpose.AdminConsent;

    public Application Client => Target.Client;

    /// <summary>Whether those who sign in are customers (External ID), whose pages are others.</summary>
    public bool IsForCustomers => Tenant.IsForCustomers;

    public string? Nonce => Parameters["nonce"];

    public string? LoginHint => Parameters["login_hint"];

    public string? DomainHint => Parameters["domain_hint"];

    public bool WantsClientInfo => Parameters["client_info"] == "1";
}
