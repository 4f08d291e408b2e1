using Sandbox.Applications;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol.PageFlows;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Authorize;

/// <summary>An authorization request to Entra ID or External ID that passed every check that needs no person.</summary>
internal sealed record AuthorizationRequest : CheckedRequest
{
    public required TenantReference Tenant { get; init; }

    public required ScopeRequest Scope { get; init; }

    public required ClaimsRequest Claims { get; init; }

    /// <summary>The app and the authority that a user signs in to.</summary>
    public SignInPlace Place => new(Tenant, Client);

    /// <summary>What the sign-in is for.</summary>
    public SignInPurpose Purpose { get; init; }

    /// <summary>Whether an administrator is asked for everyone in the organization, rather than a person for themselves.</summary>
    public bool IsForOrganization =>
        Purpose is SignInPurpose.AdminConsent or SignInPurpose.AdminConsentVersion1;

    /// <summary>Whether those who sign in are customers (External ID), whose pages are others.</summary>
    public bool IsForCustomers => Tenant.IsForCustomers;
}

/// <summary>Where a user signs in.</summary>
/// <param name="Tenant">The authority.</param>
/// <param name="Client">The app.</param>
internal sealed record SignInPlace(TenantReference Tenant, Application Client);
