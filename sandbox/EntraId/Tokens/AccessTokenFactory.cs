using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.Protocol;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>Makes access tokens: for Graph in the cloud's version 1.0, for every other API in version 2.0.</summary>
internal sealed class AccessTokenFactory(TokenSigner signer, DirectoryClaims directory)
{
    /// <summary>A token that lets <paramref name="client"/> act for a person.</summary>
    /// <param name="authority">Who issues.</param>
    /// <param name="user">For whom.</param>
    /// <param name="client">To whom.</param>
    /// <param name="grant">What the sign-in gave.</param>
    /// <param name="resource">The API.</param>
    /// <param name="scopes">The scopes the client has there.</param>
    /// <param name="claimsRequest">The <c>claims</c> parameter of the token request.</param>
    /// <param name="authenticated">How the client proved itself: 0 not at all, 1 by secret, 2 by certificate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IssuedAccessToken> CreateAsync(
        Authority authority, User user, Application client, Grant grant, Application resource, IEnumerable<string> scopes, ClaimsRequest claimsRequest,
        int authenticated, CancellationToken cancellationToken)
    {
        var claims = Common(client, resource, authenticated);
        claims["idtyp"] = "user";
        claims["name"] = user.DisplayName;
        claims["oid"] = user.Id.ToString();
        claims["rh"] = Subjects.Of(grant);
        claims["scp"] = string.Join(' ', scopes);
        claims["sid"] = grant.SessionId.ToString();
        claims["sub"] = Subjects.Pairwise(resource.ClientId, user);
        claims["tid"] = user.TenantId.ToString();
        claims[resource.ClientId == WellKnown.Graph ? "upn" : "preferred_username"] = resource.ClientId == WellKnown.Graph ? user.UserPrincipalName : user.SignInName;
        if (resource.ClientId == WellKnown.Graph)
        {
            claims["amr"] = grant.MultiFactor ? new List<string> { "pwd", "mfa" } : ["pwd"];
        }

        if (user.HomeTenantId is { } homeTenant)
        {
            claims["idp"] = authority.GraphIssuer(homeTenant);
        }

        if (claimsRequest.HandlesChallenges || ClaimsRequest.Parse(grant.Claims).HandlesChallenges)
        {
            claims["xms_cc"] = new List<string> { "cp1" };
        }

        await directory.AddAsync(claims, resource, user, authority, inFragment: false, cancellationToken);
        return await SignAsync(authority, user.TenantId, resource, claims, cancellationToken);
    }

    /// <summary>A token that lets <paramref name="client"/> act for itself.</summary>
    public Task<IssuedAccessToken> CreateForApplicationAsync(
        Authority authority, Guid tenantId, Application client, Application resource, IReadOnlyList<string> roles, int authenticated, CancellationToken cancellationToken)
    {
        var claims = Common(client, resource, authenticated);
        claims["idtyp"] = "app";
        claims["oid"] = client.ClientId.ToString();
        claims["sub"] = client.ClientId.ToString();
        claims["tid"] = tenantId.ToString();
        if (roles.Count > 0)
        {
            claims["roles"] = roles.ToList();
        }

        return SignAsync(authority, tenantId, resource, claims, cancellationToken);
    }

    private static Dictionary<string, object> Common(Application client, Application resource, int authenticated)
    {
        var forGraph = resource.ClientId == WellKnown.Graph;
        var claims = new Dictionary<string, object>
        {
            ["aio"] = Subjects.Opaque(),
            [forGraph ? "appid" : "azp"] = client.ClientId.ToString(),
            [forGraph ? "appidacr" : "azpacr"] = authenticated.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["uti"] = Subjects.Opaque(),
            ["ver"] = forGraph ? "1.0" : "2.0",
        };
        if (forGraph)
        {
            // As "amr", this claim exists in version 1.0 only.
            claims["app_displayname"] = client.DisplayName;
        }

        return claims;
    }

    private async Task<IssuedAccessToken> SignAsync(
        Authority authority, Guid tenantId, Application resource, Dictionary<string, object> claims, CancellationToken cancellationToken)
    {
        var forGraph = resource.ClientId == WellKnown.Graph;
        var issuer = forGraph ? authority.GraphIssuer(tenantId) : authority.Issuer(tenantId);

        // Spread, so that the tokens of many clients do not expire in the same moment.
        var lifetime = TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, (int)Grants.AccessTokenMaxLifetime.TotalSeconds));
        var token = await signer.SignAsync(issuer, forGraph ? WellKnown.GraphAudience : resource.ClientId.ToString(), claims, lifetime, cancellationToken);
        return new IssuedAccessToken(token, lifetime);
    }
}

/// <summary>An access token and how long it lives.</summary>
internal sealed record IssuedAccessToken(string Token, TimeSpan Lifetime);
