using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Protocol.Tokens;

/// <summary>An authorization code (RFC 6749, section 4.1.2): known by its hash, used once, bound to what asked for it.</summary>
internal sealed record AuthorizationCode
{
    /// <summary>The SHA-256 of the code, base64.</summary>
    public required string Hash { get; init; }

    /// <summary>What the code gives.</summary>
    public required Guid GrantId { get; init; }

    /// <summary>Where the code was sent; the token request must name the same address.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>
    /// The type of the redirect URI when the code was issued. A registration that changes afterwards does not free the
    /// code from the client's credential.
    /// </summary>
    public required ClientType Type { get; init; }

    /// <summary>The <c>nonce</c> for the ID token.</summary>
    public string? Nonce { get; init; }

    /// <summary>The PKCE challenge (RFC 7636).</summary>
    public string? CodeChallenge { get; init; }

    /// <summary><c>S256</c> or <c>plain</c>, where there is a challenge.</summary>
    public string? CodeChallengeMethod { get; init; }

    /// <summary>Whether the code was redeemed.</summary>
    public bool IsRedeemed { get; init; }
}

/// <summary>The codes that applications have not redeemed yet, and those they have, so that a second use is found out.</summary>
internal sealed class AuthorizationCodes(TimeProvider time) : IForgottenByReset
{
    /// <summary>How long a code lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>What each code begins with.</summary>
    public const string Prefix = "1.";

    // In characters: some ten thousand codes.
    private readonly UnderWay<AuthorizationCode> _codes = new(time, Lifetime, maxSize: 16_000_000);

    /// <summary>Keeps a code from now on.</summary>
    /// <returns>The hash by which the code is known.</returns>
    public string Add(
        string code, Grant grant, Application client, string redirectUri, RequestParameters parameters)
    {
        var hash = HashOf(code);
        var (nonce, challenge) = (parameters["nonce"], parameters["code_challenge"]);
        _codes.Add(hash, new AuthorizationCode
        {
            Hash = hash,
            GrantId = grant.Id,
            RedirectUri = redirectUri,
            Type = RedirectUris.TypeOf(client, redirectUri) ?? ClientType.Web,
            Nonce = nonce,
            CodeChallenge = challenge,
            CodeChallengeMethod = parameters["code_challenge_method"],
        }, 256 + redirectUri.Length + (nonce?.Length ?? 0) + (challenge?.Length ?? 0));
        return hash;
    }

    /// <summary>Finds a code, and whether it has expired; <see langword="null"/> when it is unknown.</summary>
    public (AuthorizationCode Code, bool HasExpired)? Find(string code) => _codes.Find(HashOf(code));

    /// <summary>Whether a text looks like a code. What does not was changed on the way.</summary>
    public static bool IsWellFormed(string code) =>
        code.Length == Prefix.Length + Secrets.Length && code.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Marks a code as redeemed.</summary>
    /// <returns>Whether it was not before. Of several that try at the same moment, one succeeds.</returns>
    public bool TryRedeem(AuthorizationCode code) =>
        _codes.Change(code.Hash, each => each with { IsRedeemed = true }) is ({ IsRedeemed: false }, _);

    /// <summary>Takes a code back, unless an app has redeemed it.</summary>
    /// <returns><see langword="false"/> when an app has its tokens. A code that is unknown cannot be redeemed either.</returns>
    public bool TryWithdraw(string hash) =>
        _codes.Change(hash, each => each with { IsRedeemed = true }) is not ({ IsRedeemed: true }, _);

    /// <inheritdoc />
    public void Forget() => _codes.Clear();

    private static string HashOf(string code) => Convert.ToBase64String(Secrets.Hash(code));
}
