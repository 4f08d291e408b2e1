using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>How the sandbox learns that a step was done.</summary>
/// <param name="IsSeenIn">
/// Whether an exchange of the app shows it; <see langword="null"/> for a step that no exchange shows, which the learner
/// marks as done.
/// </param>
/// <param name="After">
/// The name of the step of the same chapter that has to be done before; <see langword="null"/> for none.
/// </param>
public sealed record StepCheck(Func<WireExchange, bool>? IsSeenIn, string? After = null);
