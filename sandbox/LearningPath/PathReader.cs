using Sandbox.Chapters;
using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>Reads the path for the home page.</summary>
internal sealed class PathReader(ChapterBoard board, PathProgress progress, IConfiguration configuration)
{
    /// <summary>Reads the steps of all chapters of this run.</summary>
    public async Task<PathPage> ReadAsync(CancellationToken cancellationToken)
    {
        var done = await progress.ReadAsync(cancellationToken);
        return new PathPage
        {
            Chapters = [.. board.Runs.Select(run => new ChapterCard(run, LinesOf(run.Chapter, done)))],
            IsRecording = RecordExchanges.IsOn(configuration),
        };
    }

    private static StepLine[] LinesOf(Chapter chapter, HashSet<string> done)
    {
        var steps = PathSteps.Of(chapter).ToDictionary(step => step.Suggestion);
        return
        [
            .. chapter.Suggestions.Select(suggestion => new StepLine(
                suggestion.Html, steps.GetValueOrDefault(suggestion) is { } step ? StateOf(step, done) : null)),
        ];
    }

    private static StepState StateOf(PathStep step, HashSet<string> done) =>
        new(step.Id, done.Contains(step.Id), IsSeen: step.Check.IsSeenIn is not null);
}
