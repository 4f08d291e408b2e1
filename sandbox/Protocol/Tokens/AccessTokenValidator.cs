using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;
using Sandbox.Scenarios.Renewal;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>Checks access tokens: signature, issuer, audience and time, and that nothing was revoked since.</summary>
internal sealed class AccessTokenValidator(
    SigningKeys keys, Grants grants, UserDirectory users, AccessTokenFaults faults, TimeProvider time)
{
    /// <summary>How far the clock of whoever issued may be ahead.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Checks a token for Graph.</summary>
    /// <returns><see langword="null"/> when the token must not be accepted.</returns>
    public async Task<AcceptedToken?> ValidateAsync(string token, Authority authority, CancellationToken cancellationToken) =>
        (await CheckAsync(token, authority, cancellationToken)).Accepted;

    /// <summary>As <see cref="ValidateAsync"/>, for who has to say what is wrong.</summary>
    public Task<TokenCheck> CheckAsync(string token, Authority authority, CancellationToken cancellationToken) =>
        CheckAsync(token, [WellKnown.GraphAudience], authority.IssuerOfVersion1, cancellationToken);

    /// <summary>Checks a token for any API.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">The names of the API.</param>
    /// <param name="issuerOf">The issuer that a tenant has in tokens for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TokenCheck> CheckAsync(string token, IReadOnlyList<string> audiences, Func<Guid, string> issuerOf, CancellationToken cancellationToken) =>
        CheckAsync(token, audiences, (issuer, tenantId) => issuer == issuerOf(tenantId), cancellationToken);

    /// <summary>As the others, for who is not called by HTTP and so does not know under which address the token was issued.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">The names of the API.</param>
    /// <param name="isIssuer">Whether an issuer is this sandbox for a tenant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenCheck> CheckAsync(string token, IReadOnlyList<string> audiences, Func<string, Guid, bool> isIssuer, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token))
        {
            return new TokenCheck(TokenProblem.Malformed);
        }

        if (FindSigned(token) is not { } signed)
        {
            return new TokenCheck(TokenProblem.Signature);
        }

        var result = await _handler.ValidateTokenAsync(signed, new TokenValidationParameters
        {
            IssuerSigningKeys = (await keys.GetAsync(cancellationToken)).Published,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudiences = audiences,
            IssuerValidator = (issuer, jwt, _) => IsOwn(issuer, (JsonWebToken)jwt, isIssuer)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The token was issued elsewhere."),
            LifetimeValidator = (notBefore, expires, _, _) => expires > time.GetUtcNow().UtcDateTime && !(notBefore > time.GetUtcNow().UtcDateTime + _tolerance),
        });
        if (!result.IsValid)
        {
            return new TokenCheck(ProblemOf(result.Exception));
        }

        // An ID token has the application itself as its audience, and a caller may well send the wrong one of its two tokens.
        var checkedToken = (JsonWebToken)result.SecurityToken;
        if (AcceptedToken.FindClientId(checkedToken) is null)
        {
            return new TokenCheck(TokenProblem.NotAccessToken);
        }

        var check = await CheckUserAsync(checkedToken, cancellationToken);
        return check.Accepted is { } accepted && faults.Expires(accepted) ? new TokenCheck(TokenProblem.Lifetime) : check;
    }

    /// <summary>
    /// The text that the signature covers; <see langword="null"/> when the parts are not those of a token.
    /// </summary>
    private string? FindSigned(string token)
    {
        try
        {
            return HeaderNonce.AsSigned(_handler.ReadJsonWebToken(token));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or SecurityTokenException)
        {
            return null;
        }
    }

    private static bool IsOwn(string issuer, JsonWebToken token, Func<string, Guid, bool> isIssuer) =>
        token.TryGetPayloadValue<string>("tid", out var tid) && Guid.TryParse(tid, out var tenantId) && isIssuer(issuer, tenantId);

    private static TokenProblem ProblemOf(Exception exception) => exception switch
    {
        SecurityTokenInvalidAudienceException => TokenProblem.Audience,
        SecurityTokenInvalidIssuerException => TokenProblem.Issuer,
        SecurityTokenInvalidLifetimeException => TokenProblem.Lifetime,
        _ => TokenProblem.Signature,
    };

    private async Task<TokenCheck> CheckUserAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (token.TryGetPayloadValue<string>("idtyp", out var type) && type == "app")
        {
            return new TokenCheck(TokenProblem.None) { Accepted = new AcceptedToken(token, null) };
        }

        var grantId = Subjects.ReadGrant(token.TryGetPayloadValue<string>("rh", out var rh) ? rh : null);
        var revoked = new TokenCheck(TokenProblem.Revoked)
        {
            ClientHandlesChallenges = token.Claims.Any(claim => claim.Type == "xms_cc"
                && claim.Value.Equals("cp1", StringComparison.OrdinalIgnoreCase)),
        };
        if (grantId is not { } id || await grants.FindAsync(id, cancellationToken) is not var (grant, user))
        {
            return revoked;
        }

        var validFrom = await users.FindTokensValidFromAsync(user, cancellationToken);
        var isValid = grant.RevokedAt is null
            && grant.AuthenticatedAt >= validFrom
            && await users.IsEnabledAsync(user, cancellationToken);
        return isValid
            ? new TokenCheck(TokenProblem.None) { Accepted = new AcceptedToken(token, user) { Grant = grant } }
            : revoked with { ValidFrom = validFrom };
    }
}
