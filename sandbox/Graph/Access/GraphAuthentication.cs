using System.Globalization;
using System.Text;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Protocol;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.Graph.Access;

/// <summary>Finds out who calls, from the bearer token (RFC 6750) of the request.</summary>
internal sealed class GraphAuthentication(AccessTokenValidator validator, LiveDirectory directory, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <exception cref="GraphException">There is no token, or it must not be accepted.</exception>
    public async Task<GraphCaller> AuthenticateAsync(HttpContext context)
    {
        var authority = Authority.Of(context.Request);
        string? header = context.Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.AsSpan(Scheme.Length).IsWhiteSpace())
        {
            throw GraphErrors.Unauthenticated("Access token is empty.", Challenge(authority));
        }

        var check = await validator.CheckAsync(header[Scheme.Length..].Trim(), authority, context.RequestAborted);
        var notes = context.Features.Get<ExchangeNotes>();
        notes?.Note("access token is valid", check.Accepted is not null, check.Accepted is null ? check.Problem.ToString() : null);
        if (check.Accepted is not { } token)
        {
            throw check is { Problem: TokenProblem.Revoked, ClientHandlesChallenges: true }
                ? GraphErrors.Unauthenticated(
                    "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
                    ClaimsChallenge(authority, check.ValidFrom))
                : GraphErrors.Unauthenticated(Describe(check.Problem), Challenge(authority));
        }

        var caller = new GraphCaller(token);
        if (notes is not null)
        {
            (notes.ClientId, notes.User) = (caller.ClientId.ToString(), caller.User?.UserPrincipalName);
        }

        var isServed = directory.Current.FindTenant(caller.TenantId) is { Kind: TenantKind.Workforce };
        return isServed ? caller : throw GraphErrors.Denied("The sandbox's Graph serves workforce tenants only. Sign in to one of them, such as contoso.example.");
    }

    private static string Describe(TokenProblem problem) => problem switch
    {
        TokenProblem.Malformed => "JWT is not well formed.",
        TokenProblem.Audience => "Access token validation failure. Invalid audience.",
        TokenProblem.Issuer => "Access token validation failure. Invalid issuer.",
        TokenProblem.Lifetime => "Lifetime validation failed, the token is expired.",
        TokenProblem.NotAccessToken => "The token is an ID token, not an access token.",
        TokenProblem.Revoked => "The access token has been revoked, or the account is disabled. Sign in again.",
        _ => "Access token validation failure. Signature is invalid.",
    };

    private static string Challenge(Authority authority) =>
        $"Bearer realm=\"\", authorization_uri=\"{authority.Endpoint("common", "authorize")}\", client_id=\"{WellKnown.Graph}\"";

    /// <summary>Tells the client to get a token that is newer than the revocation, by the claims that it has to send along.</summary>
    private string ClaimsChallenge(Authority authority, DateTimeOffset? validFrom)
    {
        var since = validFrom > DateTimeOffset.UnixEpoch ? validFrom.Value : time.GetUtcNow();
        var value = since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var claims = $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{value}}}}"}}}""";
        return $"{Challenge(authority)}, error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"";
    }
}
