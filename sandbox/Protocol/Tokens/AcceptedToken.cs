using Microsoft.IdentityModel.JsonWebTokens;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>A token that may be acted upon.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">For whom it acts; <see langword="null"/> when the application acts for itself.</param>
internal sealed record AcceptedToken(JsonWebToken Token, User? User)
{
    /// <summary>The sign-in it descends from, where it acts for a person.</summary>
    public Grant? Grant { get; init; }

    /// <summary>The client it was issued to.</summary>
    public Guid ClientId => Guid.Parse(FindClientId(Token) ?? throw new InvalidOperationException("The token names no client."));

    /// <summary>The tenant that issued it.</summary>
    public Guid TenantId => Guid.Parse(Token.GetPayloadValue<string>("tid"));

    /// <summary>The delegated permissions it carries.</summary>
    public IReadOnlyCollection<string> Scopes => Token.TryGetPayloadValue<string>("scp", out var scp) ? scp.Split(' ') : [];

    /// <summary>The application permissions it carries, where the application acts for itself.</summary>
    public IReadOnlyCollection<string> Roles => User is null && Token.TryGetPayloadValue<string[]>("roles", out var roles) ? roles : [];

    /// <summary>
    /// The client that an access token names: in <c>appid</c> in the cloud's version 1.0, in <c>azp</c> in version 2.0. An ID token has neither.
    /// </summary>
    /// <param name="token">Any token of the sandbox.</param>
    /// <returns><see langword="null"/> when the token is not an access token.</returns>
    public static string? FindClientId(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("appid", out var version1) ? version1
        : token.TryGetPayloadValue<string>("azp", out var version2) ? version2
        : null;
}
