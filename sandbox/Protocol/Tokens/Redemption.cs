using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// Finds, checks and redeems authorization codes and refresh tokens, and issues the refresh tokens that follow. What
/// they stand for is a grant (<see cref="Grants"/>).
/// </summary>
internal sealed class Redemption(
    Grants grants, AuthorizationCodes codes, UnredeemedGrants unredeemed, RefreshTokens refreshTokens, TimeProvider time)
{
    /// <summary>
    /// How long a single-page app has refresh tokens after a sign-in. To use one does not move the end.
    /// </summary>
    public static readonly TimeSpan SpaRefreshTokenLifetime = TimeSpan.FromHours(24);

    /// <summary>What a code was issued for; <see langword="null"/> when it is unknown.</summary>
    public async Task<IssuedCode?> FindCodeAsync(string code, CancellationToken cancellationToken) =>
        codes.Find(code) is var (found, hasExpired)
        && await grants.FindAsync(found.GrantId, cancellationToken) is var (grant, user)
            ? new IssuedCode(found, grant, user) { HasExpired = hasExpired }
            : null;

    /// <summary>Whether a refresh token is one that this sandbox wrote, whatever became of its grant.</summary>
    public bool CanRead(string refreshToken) => refreshTokens.Read(refreshToken) is not null;

    /// <summary>What a refresh token was issued for; <see langword="null"/> when it is unknown.</summary>
    public async Task<IssuedRefreshToken?> FindRefreshTokenAsync(string token, CancellationToken cancellationToken) =>
        refreshTokens.Read(token) is { } read
        && await grants.FindAsync(read.GrantId, cancellationToken) is var (grant, user)
            ? new IssuedRefreshToken(read, grant, user)
            : null;

    /// <summary>
    /// Checks that this request may redeem the code. A second use of a code revokes its grant.
    /// </summary>
    /// <exception cref="ProtocolException">It may not.</exception>
    public async Task CheckCodeAsync(IssuedCode issued, RequestParameters parameters)
    {
        if (issued.Code.IsRedeemed)
        {
            await grants.RevokeAsync(issued.Grant.Id);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }

        if (issued.HasExpired)
        {
            throw new ProtocolException(GrantErrors.CodeExpired());
        }

        if (parameters.Required("redirect_uri") != issued.Code.RedirectUri)
        {
            throw new ProtocolException(GrantErrors.RedirectUriDiffers());
        }

        if (!CodeChallenge.Matches(issued.Code, parameters["code_verifier"]))
        {
            throw new ProtocolException(GrantErrors.WrongVerifier());
        }
    }

    /// <summary>
    /// Redeems a code. Of several requests at the same moment, one succeeds. Each other one revokes the grant, so the
    /// tokens of the first one are revoked too (RFC 6749, section 4.1.2).
    /// </summary>
    /// <exception cref="ProtocolException">It was redeemed already.</exception>
    public async Task RedeemAsync(IssuedCode issued)
    {
        if (!codes.TryRedeem(issued.Code))
        {
            await grants.RevokeAsync(issued.Grant.Id);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }

        unredeemed.Remove(issued.Grant);
    }

    /// <summary>Checks that a refresh token may still be used.</summary>
    /// <exception cref="ProtocolException">It has expired.</exception>
    public void CheckRefreshToken(IssuedRefreshToken issued)
    {
        if (issued.Token.ExpiresAt <= time.GetUtcNow())
        {
            throw new ProtocolException(issued.Token.Type == ClientType.Spa
                ? GrantErrors.SpaRefreshTokenExpired(issued.Token.ExpiresAt - SpaRefreshTokenLifetime)
                : GrantErrors.RefreshTokenExpired());
        }
    }

    /// <summary>When the refresh tokens end that a code gives to a single-page app.</summary>
    /// <returns><see langword="null"/> for every other app, whose refresh tokens live on by being used.</returns>
    public DateTimeOffset? SpaEndOf(ClientType type) =>
        type == ClientType.Spa ? time.GetUtcNow() + SpaRefreshTokenLifetime : null;

    /// <summary>Issues a refresh token.</summary>
    /// <param name="grant">What it stands for.</param>
    /// <param name="type">The type of the client that gets it.</param>
    /// <param name="lifetime">How long it lives unless it is used.</param>
    /// <param name="spaEnd">When it ends in any case, where a single-page app gets it.</param>
    public async Task<string> IssueRefreshTokenAsync(
        Grant grant, ClientType type, TimeSpan lifetime, DateTimeOffset? spaEnd)
    {
        var expires = spaEnd ?? time.GetUtcNow() + lifetime;
        await grants.KeepAsync(grant, expires);
        return refreshTokens.Write(new RefreshToken(grant.Id, expires, type));
    }
}

/// <summary>A code, the grant it belongs to, and whose it is.</summary>
internal sealed record IssuedCode(AuthorizationCode Code, Grant Grant, User User)
{
    /// <summary>Whether the code has waited too long.</summary>
    public bool HasExpired { get; init; }
}

/// <summary>A refresh token, the grant it belongs to, and whose it is.</summary>
internal sealed record IssuedRefreshToken(RefreshToken Token, Grant Grant, User User)
{
    /// <summary>When every refresh token of the same sign-in ends, where a single-page app has it.</summary>
    public DateTimeOffset? SpaEnd => Token.Type == ClientType.Spa ? Token.ExpiresAt : null;
}
