namespace Sandbox.Protocol.Tokens;

/// <summary>What came of checking an access token.</summary>
/// <param name="Problem">Why it must not be accepted.</param>
internal sealed record TokenCheck(TokenProblem Problem)
{
    /// <summary>The token, where there is no problem.</summary>
    public AcceptedToken? Accepted { get; init; }

    /// <summary>Whether the client of a revoked token declared (<c>xms_cc</c>) that it understands a claims challenge.</summary>
    public bool ClientHandlesChallenges { get; init; }

    /// <summary>Since when the person's tokens count, where the token was revoked and the person still exists.</summary>
    public DateTimeOffset? ValidFrom { get; init; }
}

/// <summary>Why an access token must not be accepted.</summary>
internal enum TokenProblem
{
    /// <summary>It may be.</summary>
    None,

    /// <summary>It is no token.</summary>
    Malformed,

    /// <summary>No key of this sandbox signed it.</summary>
    Signature,

    /// <summary>Another authority issued it.</summary>
    Issuer,

    /// <summary>It is for another API.</summary>
    Audience,

    /// <summary>It has expired, or does not hold yet.</summary>
    Lifetime,

    /// <summary>It is the sandbox's own, and no access token: an ID token.</summary>
    NotAccessToken,

    /// <summary>
    /// The person's sessions or the grant behind it were revoked, or the account was disabled. For a guest, the same
    /// holds for the home account.
    /// </summary>
    Revoked,
}
