using Sandbox.Chapters;

namespace Sandbox.LearningPath;

/// <summary>The path as the home page shows it.</summary>
public sealed record PathPage
{
    /// <summary>The chapters with their steps.</summary>
    public required IReadOnlyList<ChapterCard> Chapters { get; init; }

    /// <summary>Whether the sandbox records exchanges, so that steps can be ticked off.</summary>
    public required bool IsRecording { get; init; }

    /// <summary>How many steps were done.</summary>
    public int Done => Chapters.Sum(chapter => chapter.Done);

    /// <summary>How many steps there are to do.</summary>
    public int Total => Chapters.Sum(chapter => chapter.Total);

    /// <summary>
    /// The first step that was not done, and its chapter; <see langword="null"/> at the end of the path.
    /// </summary>
    public NextStep? Next => Chapters
        .SelectMany(chapter => chapter.Steps.Select(step => new NextStep(chapter, step)))
        .FirstOrDefault(next => next.Step.State is { IsDone: false });
}

/// <summary>What to do next.</summary>
/// <param name="Chapter">The chapter.</param>
/// <param name="Step">The step of the chapter.</param>
public sealed record NextStep(ChapterCard Chapter, StepLine Step);

/// <summary>A chapter on the path.</summary>
/// <param name="Run">The chapter, and how it runs.</param>
/// <param name="Steps">What to do in it.</param>
public sealed record ChapterCard(ChapterRun Run, IReadOnlyList<StepLine> Steps)
{
    /// <summary>How many steps were done.</summary>
    public int Done => Steps.Count(step => step.State is { IsDone: true });

    /// <summary>How many steps there are to do.</summary>
    public int Total => Steps.Count(step => step.State is not null);
}

/// <summary>An item of a chapter's list "Try it".</summary>
/// <param name="Html">What to do.</param>
/// <param name="State">Whether it was done; <see langword="null"/> for an item that is for reading only.</param>
public sealed record StepLine(string Html, StepState? State);

/// <summary>The state of a step.</summary>
/// <param name="Id">The number of the chapter and the name of the step: <c>1-1/sign-in</c>.</param>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="IsSeen">Whether recorded exchanges show it. The learner marks any other step as done.</param>
public sealed record StepState(string Id, bool IsDone, bool IsSeen);
