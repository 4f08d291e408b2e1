using Sandbox.Chapters;
using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>The steps of a chapter that can be ticked off.</summary>
internal static class PathSteps
{
    /// <summary>Lists them in the order of the README. An item without a name is for reading only.</summary>
    public static IEnumerable<PathStep> Of(Chapter chapter) =>
        from suggestion in chapter.Suggestions
        where suggestion.Step is not null
        let id = $"{chapter.Number}/{suggestion.Step}"
        let check = StepChecks.Find(id)
        where check is not null
        select new PathStep(id, chapter, suggestion, check);
}

/// <summary>A step of a chapter.</summary>
/// <param name="Id">The number of the chapter and the name of the step.</param>
/// <param name="Chapter">The chapter.</param>
/// <param name="Suggestion">What to do.</param>
/// <param name="Check">How it is recognized.</param>
internal sealed record PathStep(string Id, Chapter Chapter, Suggestion Suggestion, StepCheck Check)
{
    /// <summary>Whether an exchange shows that the step was done just now.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="done">The IDs of the steps that were done before.</param>
    public bool IsShownBy(WireExchange exchange, IReadOnlySet<string> done) =>
        exchange.ClientId is not null
        && exchange.ClientId == Chapter.ClientId
        && !done.Contains(Id)
        && (Check.After is null || done.Contains($"{Chapter.Number}/{Check.After}"))
        && Check.IsSeenIn is { } isSeenIn
        && isSeenIn(exchange);
}
