namespace Sandbox.Chapters;

/// <summary>One chapter in this run of the sandbox: what it is, how far it got, and what it last wrote.</summary>
/// <param name="chapter">The chapter.</param>
public sealed class ChapterRun(Chapter chapter)
{
    private volatile Status _status = new(ChapterState.Building, null);

    /// <summary>The chapter.</summary>
    public Chapter Chapter => chapter;

    /// <summary>What its process wrote to standard output and error, newest lines only.</summary>
    public LogTail Log { get; } = new();

    /// <summary>State and the sentence that belongs to it, always from the same moment.</summary>
    public Status Current => _status;

    /// <summary>Moves the chapter on.</summary>
    /// <param name="state">The new state.</param>
    /// <param name="detail">What happened and how to get out of it, when there is something to say.</param>
    public void Become(ChapterState state, string? detail = null) => _status = new(state, detail);

    /// <summary>A state with its explanation.</summary>
    /// <param name="State">How far the chapter got.</param>
    /// <param name="Detail">What happened, for people; <see langword="null"/> when the state says it all.</param>
    public sealed record Status(ChapterState State, string? Detail);
}
