namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>What the sandbox answered, and has to remember from then on.</summary>
/// <param name="Kind">What the user did, which decides the app that the answer belongs to.</param>
/// <param name="RefreshToken">The refresh token of a token answer, or null when the answer began a session.</param>
/// <param name="Session">The session cookie, or null when the answer is a token answer.</param>
internal sealed record Answer(AnswerKind Kind, string? RefreshToken, string? Session);
