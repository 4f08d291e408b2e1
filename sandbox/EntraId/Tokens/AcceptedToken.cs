using Microsoft.IdentityModel.JsonWebTokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>A token that may be acted upon.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">For whom it acts; <see langword="null"/> when the application acts for itself.</param>
internal sealed record AcceptedToken(JsonWebToken Token, User? User)
{
    /// <summary>The sign-in it descends from, where it acts for a person.</summary>
    public Grant? Grant { get; init; }

    /// <summary>The client it was issued to.</summary>
    public Guid ClientId => Guid.Parse(Token.GetPayloadValue<string>("appid"));

    /// <summary>The tenant that issued it.</summary>
    public Guid TenantId => Guid.Parse(Token.GetPayloadValue<string>("tid"));

    /// <summary>The delegated permissions it carries.</summary>
    public IReadOnlyCollection<string> Scopes => Token.TryGetPayloadValue<string>("scp", out var scp) ? scp.Split(' ') : [];

    /// <summary>The application permissions it carries, where the application acts for itself.</summary>
    public IReadOnlyCollection<string> Roles => User is null && Token.TryGetPayloadValue<string[]>("roles", out var roles) ? roles : [];
}
