using Sandbox.Applications;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Tenants;

namespace Sandbox.ManagedIdentities;

/// <summary>What a managed identity can get tokens for: the APIs that are registered here, and two that the cloud has in every tenant.</summary>
internal sealed class ManagedIdentityResources(LiveDirectory directory)
{
    /// <summary>Azure Database for PostgreSQL and MySQL: the token is the password.</summary>
    public const string Database = "https://ossrdbms-aad.database.windows.net";

    /// <exception cref="ManagedIdentityException">There is no such API.</exception>
    public ManagedIdentityResource Find(string name, ManagedIdentity identity)
    {
        var trimmed = name.TrimEnd('/');
        if (trimmed.Equals(FederatedCredentials.ExchangeAudience, StringComparison.OrdinalIgnoreCase))
        {
            return new ManagedIdentityResource(FederatedCredentials.ExchangeAudienceId, IsVersion1: false, []);
        }

        if (trimmed.Equals(Database, StringComparison.OrdinalIgnoreCase))
        {
            return new ManagedIdentityResource(Database, IsVersion1: true, []);
        }

        var current = directory.Current;
        var home = new TenantReference(identity.TenantId.ToString(), TenantAudience.Single, current.FindTenant(identity.TenantId));
        if (current.FindApi(trimmed, IsUsable) is not { } api)
        {
            throw ManagedIdentityException.BadRequest(
                $"AADSTS500011: There is no API named '{name}' in the tenant of the identity '{identity.Name}'. Correct the resource, or register the API (sandbox/seed.json: identifierUris).");
        }

        var roles = current.RegistrationOf(api.ClientId).RolesOf([identity.PrincipalId]).Select(role => role.Value).Order(StringComparer.Ordinal);
        var audience = api.AudienceFor(name.EndsWith('/') ? trimmed + "/" : trimmed);
        return new ManagedIdentityResource(audience, api.AcceptsVersion1, [.. roles]);

        bool IsUsable(Application application) =>
            current.IsKnownTo(home, application) && current.HasServicePrincipal(identity.TenantId, application);
    }
}

/// <summary>An API as a token names it.</summary>
/// <param name="Audience">The token's audience.</param>
/// <param name="IsVersion1">Whether its tokens are of version 1.0, which has other names for some claims.</param>
/// <param name="Roles">The roles that the identity has there.</param>
internal sealed record ManagedIdentityResource(string Audience, bool IsVersion1, IReadOnlyList<string> Roles);
