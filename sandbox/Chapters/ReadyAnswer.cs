namespace Sandbox.Chapters;

/// <summary>What <c>GET /sandbox/api/ready</c> answers.</summary>
/// <param name="Status"><c>ready</c> when every chapter answers, <c>starting</c> while one may still come, else <c>degraded</c>.</param>
/// <param name="Chapters">The chapters that this run starts.</param>
public sealed record ReadyAnswer(string Status, IReadOnlyList<ReadyAnswer.Entry> Chapters)
{
    /// <summary>One chapter.</summary>
    /// <param name="Name">Its folder's name.</param>
    /// <param name="Number">Its number, such as <c>1-1</c>.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Url">Where it listens.</param>
    /// <param name="State"><c>building</c>, <c>starting</c>, <c>running</c>, <c>failed</c> or <c>crashed</c>.</param>
    /// <param name="Detail">What went wrong, or <see langword="null"/>.</param>
    public sealed record Entry(string Name, string Number, string Title, string Url, string State, string? Detail);

    /// <summary>Takes the present state from the board.</summary>
    public static ReadyAnswer From(ChapterBoard board) => new(
        board.IsReady ? "ready" : board.IsMoving ? "starting" : "degraded",
        [
            .. board.Runs.Select(run => (run.Chapter, run.Current)).Select(run => new Entry(
                run.Chapter.Name,
                run.Chapter.Number,
                run.Chapter.Title,
                run.Chapter.Url.GetLeftPart(UriPartial.Authority),
                run.Current.State.ToWord(),
                run.Current.Detail)),
        ]);
}
