namespace Sandbox.Chapters;

/// <summary>Where a chapter is between its source and an answering process.</summary>
public enum ChapterState
{
    /// <summary>It is being compiled.</summary>
    Building,

    /// <summary>Its process runs and does not answer yet.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Running,

    /// <summary>
    /// It never ran: it does not compile, its port is taken, its settings are wrong, or it did not answer in time.
    /// </summary>
    Failed,

    /// <summary>Its process ended by itself.</summary>
    Crashed,
}

/// <summary>Words for states.</summary>
public static class ChapterStateWords
{
    /// <summary>The state as the API and the pages write it.</summary>
    public static string ToWord(this ChapterState state) => state switch
    {
        ChapterState.Building => "building",
        ChapterState.Starting => "starting",
        ChapterState.Running => "running",
        ChapterState.Failed => "failed",
        _ => "crashed",
    };
}
