using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Tokens;

namespace Sandbox.ManagedIdentities;

/// <summary>Makes access tokens for managed identities.</summary>
internal sealed class ManagedIdentityTokens(TokenSigner signer, TimeProvider time)
{
    // The cloud gives a day. A retired key is published for a day, and a token must not outlive its key.
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(12);

    public async Task<(string Token, DateTimeOffset ExpiresAt)> CreateAsync(
        ManagedIdentity identity, ManagedIdentityResource resource, Authority authority, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            ["aio"] = Subjects.Opaque(),
            [resource.IsVersion1 ? "appid" : "azp"] = identity.ClientId.ToString(),
            [resource.IsVersion1 ? "appidacr" : "azpacr"] = ((int)ClientProof.Assertion).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["idtyp"] = "app",
            ["oid"] = identity.PrincipalId.ToString(),
            ["sub"] = identity.PrincipalId.ToString(),
            ["tid"] = identity.TenantId.ToString(),
            ["uti"] = Subjects.Opaque(),
            ["ver"] = resource.IsVersion1 ? "1.0" : "2.0",
        };
        if (resource.Roles.Count > 0)
        {
            claims["roles"] = resource.Roles.ToList();
        }

        var expires = time.GetUtcNow() + _lifetime;
        var issuer = resource.IsVersion1
            ? authority.IssuerOfVersion1(identity.TenantId)
            : authority.Issuer(identity.TenantId);
        return (await signer.SignAsync(issuer, resource.Audience, claims, _lifetime, cancellationToken), expires);
    }
}
