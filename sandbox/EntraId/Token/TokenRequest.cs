using Sandbox.EntraId.ClientAuthentication;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.Token;

/// <summary>A token request whose client is known.</summary>
internal sealed record TokenRequest(
    Authority Authority, TenantReference Tenant, RequestParameters Parameters, AuthenticatedClient Client, ExchangeNotes? Notes);
