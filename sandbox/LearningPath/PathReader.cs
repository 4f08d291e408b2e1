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

    private static StepState StateOf(string? stepId, HashSet<string> done)
    {
        if (stepId is null)
        {
            return StepState.Unchecked;
        }

        return done.Contains(stepId) ? StepState.Done : StepState.Open;
    }

    private static StepLine[] LinesOf(Chapter chapter, HashSet<string> done)
    {
        var steps = PathSteps.Of(chapter).ToDictionary(step => step.Suggestion, step => step.Id);
        return
        [
            .. chapter.Suggestions.Select(suggestion =>
                new StepLine(suggestion.Html, StateOf(steps.GetValueOrDefault(suggestion), done))),
        ];
    }
}
