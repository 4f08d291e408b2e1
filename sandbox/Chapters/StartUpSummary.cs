using Sandbox.Home;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>The last thing start-up prints: where everything is and who can sign in.</summary>
/// <param name="report">The console.</param>
/// <param name="board">The chapters.</param>
/// <param name="people">Who can sign in; <see langword="null"/> while the seed file cannot be used.</param>
/// <param name="sandbox">Where the sandbox answers.</param>
public sealed class StartUpSummary(StartUpReport report, ChapterBoard board, WhosWho? people, Uri sandbox)
{
    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var rows = board.Runs
            .Select(run => (Url: Address(run.Chapter.Url), What: Describe(run)))
            .Prepend((Url: Address(sandbox), What: board.Runs.Count == 0 ? "the platform, without chapters" : "tutorial home"))
            .ToArray();
        var width = rows.Max(row => row.Url.Length);
        report.Write(
        [
            "",
            .. rows.Select(row => $"  {row.Url.PadRight(width)}   {row.What}"),
            "",
            .. people is null ? [] : Describe(people),
            "  Ctrl+C ends the sandbox and its chapters.",
            "",
        ]);
    }

    private static string[] Describe(WhosWho people) =>
    [
        $"  Sign in as  {string.Join(", ", people.Users.Select(user => user.SignInName).Distinct())}",
        $"  Password    {people.Password}",
        "",
    ];

    private static string Describe(ChapterRun run) => run.Current.State == ChapterState.Running
        ? $"{run.Chapter.Number}  {run.Chapter.Title}"
        : $"{run.Chapter.Number}  {run.Chapter.Title} ({(run.Current.State == ChapterState.Crashed ? "crashed" : "failed")}, see above)";

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
