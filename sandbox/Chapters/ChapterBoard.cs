using Sandbox.Scenarios;

namespace Sandbox.Chapters;

/// <summary>Every chapter of this run, for the home page and the readiness answer.</summary>
public sealed class ChapterBoard : IChapterAddresses
{
    private volatile IReadOnlyList<ChapterRun> _runs = [];
    private volatile bool _open;

    /// <summary>The chapters that this run starts, by number; empty when the platform runs alone.</summary>
    public IReadOnlyList<ChapterRun> Runs => _runs;

    /// <summary>Whether the chapters are known and all of them answer.</summary>
    public bool IsReady => _open && _runs.All(run => run.Current.State == ChapterState.Running);

    /// <summary>Whether a chapter may still become ready without anybody's help.</summary>
    public bool IsMoving => !_open || _runs.Any(run => run.Current.State is ChapterState.Building or ChapterState.Starting);

    /// <summary>Puts the chapters on the board; before that nothing counts as ready.</summary>
    public void Open(IEnumerable<Chapter> chapters)
    {
        _runs = [.. chapters.Select(chapter => new ChapterRun(chapter))];
        _open = true;
    }

    /// <inheritdoc />
    public Uri? Find(string number) => _runs
        .FirstOrDefault(run => run.Chapter.Number == number && run.Current.State == ChapterState.Running)?.Chapter.Url;
}
