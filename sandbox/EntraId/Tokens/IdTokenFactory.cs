using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>
/// Makes ID tokens (OpenID Connect Core, section 2) with the claims of the cloud's version 2.0. An endpoint of version
/// 1 issues those of version 1.0.
/// </summary>
internal sealed class IdTokenFactory(TokenSigner signer, DirectoryClaims directory)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(60);

    public async Task<string> CreateAsync(IdTokenContent content, CancellationToken cancellationToken)
    {
        var (user, grant, client) = (content.User, content.Grant, content.Client);
        var claims = new Dictionary<string, object>
        {
            ["aio"] = Subjects.Opaque(),
            ["rh"] = Subjects.Of(grant),
            ["sid"] = grant.SessionId.ToString(),
            ["sub"] = Subjects.Pairwise(client.ClientId, user),
            ["tid"] = user.TenantId.ToString(),
            ["uti"] = Subjects.Opaque(),
            ["ver"] = content.Scope.IsVersion1 ? "1.0" : "2.0",
        };
        if (content.Nonce is not null)
        {
            claims["nonce"] = content.Nonce;
        }

        if (content.Scope.Contains("profile"))
        {
            // The object ID is the same in all apps, so as in the cloud only this scope gives it.
            claims["oid"] = user.Id.ToString();
            claims["name"] = user.DisplayName;
            AddUserName(claims, content);
        }

        if (user.HomeTenantId is { } homeTenant)
        {
            claims["idp"] = content.Authority.IssuerOfVersion1(homeTenant);
        }

        // As in the cloud, guests have the claim without asking for it.
        if ((content.Scope.Contains("email") || user.IsGuest) && user.Mail is not null)
        {
            claims["email"] = user.Mail;
        }

        if (content.Code is not null)
        {
            claims["c_hash"] = Subjects.HalfHash(content.Code);
        }

        AddOptional(claims, content);
        await directory.AddAsync(claims, client, user, content.Authority, content.InFragment, cancellationToken);
        var issuer = content.Scope.IsVersion1
            ? content.Authority.IssuerOfVersion1(user.TenantId)
            : content.Authority.Issuer(user.TenantId);
        return await signer.SignIdTokenAsync(issuer, client, user, claims, _lifetime, cancellationToken);
    }

    private static void AddUserName(Dictionary<string, object> claims, IdTokenContent content)
    {
        if (content.Scope.IsVersion1)
        {
            Version1Claims.Add(claims, content.User, content.Grant);
        }
        else
        {
            claims["preferred_username"] = content.User.SignInName;
        }
    }

    private static void AddOptional(Dictionary<string, object> claims, IdTokenContent content)
    {
        var requested = ClaimsRequest.Parse(content.Grant.Claims);
        OptionalClaims.Add(
            claims,
            content.User,
            content.Grant,
            name => content.Client.OptionalClaims.Contains(name)
                || requested.WantsInIdToken(name)
                || (name == "auth_time" && content.Grant.WantsAuthenticationTime));
    }
}

/// <summary>What an ID token says.</summary>
internal sealed record IdTokenContent(Authority Authority, User User, Application Client, Grant Grant, ScopeRequest Scope)
{
    /// <summary>The <c>nonce</c> of the authorization request; absent after a refresh.</summary>
    public string? Nonce { get; init; }

    /// <summary>The authorization code that is issued together with the token.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the token travels in a fragment, where long ones get lost.</summary>
    public bool InFragment { get; init; }
}
