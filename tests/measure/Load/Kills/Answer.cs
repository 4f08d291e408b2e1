namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>What the sandbox answered, and has to remember from then on.</summary>
/// <param name="Kind">What the user did, which decides the app that the answer belongs to.</param>
/// <param name="RefreshToken">
/// The refresh token of a token answer, or one that was revoked. Null when the answer is about a session.
/// </param>
/// <param name="Session">
/// The cookie of a session that began, or of one that ended. Null when the answer is about a refresh token.
/// </param>
internal sealed record Answer(AnswerKind Kind, string? RefreshToken, string? Session);
