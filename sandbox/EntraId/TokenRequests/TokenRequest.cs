using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>A token request whose client is known.</summary>
internal sealed record TokenRequest(
    Authority Authority, TenantReference Tenant, RequestParameters Parameters, AuthenticatedClient Client, ExchangeNotes? Notes)
{
    /// <summary>Whether the endpoint of version 1 got it.</summary>
    public bool IsVersion1 { get; init; }

    /// <summary>Whether a script in a browser sent it.</summary>
    public bool IsCrossOrigin { get; init; }

    /// <summary>Whether the grant was given to this client, by this tenant.</summary>
    public bool Owns(Grant grant) => grant.ClientId == Client.Application.ClientId && Tenant.Admits(grant.TenantId);
}
