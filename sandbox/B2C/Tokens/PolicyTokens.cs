using System.Text.Json;
using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Protocol;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.B2C.Tokens;

/// <summary>Makes the tokens of policies, with the claims that the cloud's default user flows give.</summary>
internal sealed class PolicyTokens(TokenSigner signer)
{
    /// <summary>How long ID and access tokens live.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    public Task<string> CreateIdTokenAsync(PolicyTokenContent content, CancellationToken cancellationToken)
    {
        var claims = Common(content);
        claims["sid"] = content.Grant.SessionId.ToString();
        Add(claims, "nonce", content.Nonce);
        Add(claims, "c_hash", content.Code is { } code ? Subjects.HalfHash(code) : null);
        return signer.SignIdTokenAsync(IssuerOf(content), content.Client, content.User, claims, Lifetime, cancellationToken);
    }

    /// <param name="content">What the sign-in gave.</param>
    /// <param name="resource">The API.</param>
    /// <param name="scopes">The permissions there; none when the application asked for a token for itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string> CreateAccessTokenAsync(PolicyTokenContent content, Application resource, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var claims = Common(content);
        claims["azp"] = content.Client.ClientId.ToString();
        Add(claims, "scp", scopes.Count > 0 ? string.Join(' ', scopes) : null);
        return signer.SignAsync(IssuerOf(content), resource.ClientId.ToString(), claims, Lifetime, cancellationToken);
    }

    private static Dictionary<string, object> Common(PolicyTokenContent content)
    {
        var (user, grant, facts) = (content.User, content.Grant, content.Facts);
        var claims = new Dictionary<string, object>
        {
            ["ver"] = "1.0",
            ["sub"] = user.Id.ToString(),
            ["oid"] = user.Id.ToString(),
            ["tid"] = user.TenantId.ToString(),
            ["auth_time"] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
            ["name"] = user.DisplayName,
        };
        Add(claims, "given_name", user.GivenName);
        Add(claims, "family_name", user.Surname);
        Add(claims, "city", user.City);
        Add(claims, "country", user.Country);
        Add(claims, "emails", user.Mail is { } mail ? new List<string> { mail } : null);
        Add(claims, "idp", facts.IdentityProvider);
        Add(claims, "newUser", facts.IsNewUser && !content.IsRefresh ? true : null);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(facts.RestClaims ?? "{}")!)
        {
            // What the policy itself says about the person is not the API's to say.
            claims.TryAdd(name, value);
        }

        if (content.Policy.IsCustom)
        {
            claims["acr"] = content.Policy.Name.ToLowerInvariant();
        }
        else
        {
            claims["tfp"] = content.Policy.Name;
        }

        return claims;
    }

    private static void Add(Dictionary<string, object> claims, string name, object? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }

    private static string IssuerOf(PolicyTokenContent content) => content.Authority.PolicyIssuer(content.User.TenantId);
}

/// <summary>What a policy's tokens say.</summary>
internal sealed record PolicyTokenContent(Authority Authority, Policy Policy, User User, Application Client, Grant Grant, PolicyGrant Facts)
{
    /// <summary>The <c>nonce</c> of the authorization request; absent after a refresh.</summary>
    public string? Nonce { get; init; }

    /// <summary>The authorization code that is issued together with the token.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the tokens come from a refresh token and not from a sign-in.</summary>
    public bool IsRefresh { get; init; }
}
