using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>
/// Makes access tokens, in the version that the API accepts. The endpoint that issues them does not matter.
/// </summary>
internal sealed class AccessTokenFactory(TokenSigner signer, DirectoryClaims directory)
{
    /// <summary>A token that lets <paramref name="client"/> act for a person.</summary>
    /// <param name="authority">Who issues.</param>
    /// <param name="user">For whom.</param>
    /// <param name="client">To whom.</param>
    /// <param name="grant">What the sign-in gave.</param>
    /// <param name="api">The API, as the request names it.</param>
    /// <param name="scopes">The scopes the client has there.</param>
    /// <param name="claimsRequest">The <c>claims</c> parameter of the token request.</param>
    /// <param name="authenticated">How the client proved itself: 0 not at all, 1 by secret, 2 by certificate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IssuedAccessToken> CreateAsync(
        Authority authority, User user, Application client, Grant grant, RequestedApi api, IEnumerable<string> scopes,
        ClaimsRequest claimsRequest, int authenticated, CancellationToken cancellationToken)
    {
        var resource = api.Resource;
        var claims = Common(client, resource, authenticated);
        claims["idtyp"] = "user";
        claims["name"] = user.DisplayName;
        claims["oid"] = user.Id.ToString();
        claims["rh"] = Subjects.Of(grant);
        claims["scp"] = string.Join(' ', scopes);
        claims["sid"] = grant.SessionId.ToString();
        claims["sub"] = Subjects.Pairwise(resource.ClientId, user);
        claims["tid"] = user.TenantId.ToString();
        AddUserName(claims, resource, user, grant);
        OptionalClaims.Add(claims, user, grant, resource.OptionalAccessTokenClaims.Contains);
        if (user.HomeTenantId is { } homeTenant)
        {
            claims["idp"] = authority.IssuerOfVersion1(homeTenant);
        }

        if ((claimsRequest.ChallengeCapability ?? ClaimsRequest.Parse(grant.Claims).ChallengeCapability) is { } capability)
        {
            // As the client wrote it, as in the cloud.
            claims["xms_cc"] = new List<string> { capability };
        }

        await directory.AddAsync(claims, resource, user, authority, inFragment: false, cancellationToken);
        return await SignAsync(authority, user.TenantId, api, claims, cancellationToken);
    }

    /// <summary>A token that lets <paramref name="client"/> act for itself.</summary>
    public Task<IssuedAccessToken> CreateForApplicationAsync(
        Authority authority, Guid tenantId, Application client, RequestedApi api, IReadOnlyList<string> roles,
        int authenticated, CancellationToken cancellationToken)
    {
        var claims = Common(client, api.Resource, authenticated);
        claims["idtyp"] = "app";
        claims["oid"] = client.ClientId.ToString();
        claims["sub"] = client.ClientId.ToString();
        claims["tid"] = tenantId.ToString();
        if (roles.Count > 0)
        {
            claims["roles"] = roles.ToList();
        }

        if (api.Resource is { AcceptsVersion1: true } && api.Resource.ClientId != WellKnown.Graph)
        {
            claims["idp"] = authority.IssuerOfVersion1(tenantId);
        }

        return SignAsync(authority, tenantId, api, claims, cancellationToken);
    }

    private static void AddUserName(
        Dictionary<string, object> claims, Application resource, User user, Grant grant)
    {
        if (!resource.AcceptsVersion1)
        {
            claims["preferred_username"] = user.SignInName;
        }
        else if (resource.ClientId == WellKnown.Graph)
        {
            Version1Claims.AddForGraph(claims, user, grant);
        }
        else
        {
            claims["acr"] = "1";
            Version1Claims.Add(claims, user, grant);
        }
    }

    private static Dictionary<string, object> Common(Application client, Application resource, int authenticated)
    {
        var isVersion1 = resource.AcceptsVersion1;
        var claims = new Dictionary<string, object>
        {
            ["aio"] = Subjects.Opaque(),
            [isVersion1 ? "appid" : "azp"] = client.ClientId.ToString(),
            [isVersion1 ? "appidacr" : "azpacr"] = authenticated.ToString(CultureInfo.InvariantCulture),
            ["uti"] = Subjects.Opaque(),
            ["ver"] = isVersion1 ? "1.0" : "2.0",
        };
        if (resource.ClientId == WellKnown.Graph)
        {
            claims["app_displayname"] = client.DisplayName;
        }

        return claims;
    }

    private async Task<IssuedAccessToken> SignAsync(
        Authority authority, Guid tenantId, RequestedApi api, Dictionary<string, object> claims,
        CancellationToken cancellationToken)
    {
        var issuer = api.Resource.AcceptsVersion1 ? authority.IssuerOfVersion1(tenantId) : authority.Issuer(tenantId);
        var audience = api.Resource.AudienceFor(api.Name);

        // Spread, so that the tokens of many clients do not expire in the same moment.
        var lifetime = TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, (int)Grants.AccessTokenMaxLifetime.TotalSeconds));
        var token = await signer.SignAsync(issuer, audience, claims, lifetime, cancellationToken);
        return new IssuedAccessToken(token, audience, lifetime);
    }
}

/// <summary>An access token, its audience, and how long it is valid.</summary>
internal sealed record IssuedAccessToken(string Token, string Audience, TimeSpan Lifetime);
