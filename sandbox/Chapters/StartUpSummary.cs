using Sandbox.Home;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>The last thing start-up prints: where everything is and who can sign in.</summary>
public sealed class StartUpSummary(StartUpReport report, ChapterBoard board, WhosWho people, Uri sandbox)
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
            $"  Sign in as  {string.Join(", ", people.Users.Select(user => user.SignInName).Distinct())}",
            $"  Password    {people.Password}",
            "",
            "  Ctrl+C ends the sandbox and its chapters.",
            "",
        ]);
    }

    private static string Describe(ChapterRun run) => run.Current.State == ChapterState.Running
        ? $"{run.Chapter.Number}  {run.Chapter.Title}"
        : $"{run.Chapter.Number}  {run.Chapter.Title} ({(run.Current.State == ChapterState.Crashed ? "crashed" : "failed")}, see above)";

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
