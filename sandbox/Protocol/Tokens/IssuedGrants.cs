using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

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
