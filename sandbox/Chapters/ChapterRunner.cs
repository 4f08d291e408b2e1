using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>Runs one chapter from its start to its end, and never starts it a second time.</summary>
/// <param name="guardian">Ends the process when the sandbox dies.</param>
/// <param name="probe">Tells when the chapter answers.</param>
/// <param name="report">The console.</param>
/// <param name="clock">Paces the waits.</param>
public sealed class ChapterRunner(ProcessGuardian guardian, ChapterProbe probe, StartUpReport report, TimeProvider clock)
{
    private const int LastLines = 15;

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _endPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(400);

    /// <summary>Starts the chapter and stays with it.</summary>
    /// <param name="run">The chapter; its state is moved on.</param>
    /// <param name="assembly">Full path of its built assembly.</param>
    /// <param name="sandbox">Where the sandbox listens.</param>
    /// <param name="settled">Called once, when the chapter answers or never will.</param>
    /// <param name="stopping">Ends the chapter's process.</param>
    public async Task RunAsync(ChapterRun run, string assembly, Uri sandbox, Action settled, CancellationToken stopping)
    {
        var chapter = run.Chapter;
        if (LocalPorts.IsTaken(chapter.Url.Port))
        {
            End(ChapterState.Failed, $"Port {chapter.Url.Port} is already in use. End the program that listens there, then start the sandbox again.");
            settled();
            return;
        }

        IReadOnlyDictionary<string, string> environment;
        try
        {
            environment = ChapterEnvironment.For(chapter, sandbox);
        }
        catch (InvalidDataException exception)
        {
            // The sandbox reads the chapter's settings when it listens at another address than the settings name.
            var lines = exception.ToString().Split('\n');
            End(ChapterState.Failed, StartUpProblem.FindMistakeInSettings(chapter, lines) ?? exception.Message);
            settled();
            return;
        }

        run.Become(ChapterState.Starting);
        using var process = ChapterProcess.Start(assembly, chapter.Folder, environment, run.Log);
        var watched = guardian.Watch(process.Process);
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var exit = process.WaitForExitAsync(stopping);
            var answer = probe.WaitForAnswerAsync(chapter.Url, _startLimit, waiting.Token);
            if (await Task.WhenAny(exit, answer) == answer && await answer && !exit.IsCompleted)
            {
                run.Become(ChapterState.Running);
                report.Step(chapter.Number, $"answers on {chapter.Url.GetLeftPart(UriPartial.Authority)}");
                settled();
            }
            else if (!exit.IsCompleted)
            {
                End(ChapterState.Failed, $"It did not answer on {chapter.Url} within {_startLimit.TotalSeconds:0} seconds, so it was ended.", withLog: true);
                return;
            }

            var exitCode = await exit;
            await waiting.CancelAsync();
            // Ctrl+C reaches the chapter as well, a little before the sandbox knows that it is stopping itself.
            await Task.Delay(_moment, clock, stopping);
            var answered = run.Current.State == ChapterState.Running;
            if (!answered && StartUpProblem.Find(chapter, exitCode, process.Errors) is { } reason)
            {
                End(ChapterState.Failed, reason);
                return;
            }

            End(ChapterState.Crashed, $"Its process ended by itself with exit code {exitCode}. It is not started again until the sandbox is.", withLog: true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The sandbox stops.
        }
        finally
        {
            await ProcessEnding.EndAsync(process.Process, _endPatience);
            guardian.Forget(watched);
            settled();
        }

        void End(ChapterState state, string detail, bool withLog = false)
        {
            run.Become(state, detail);
            report.Step(chapter.Number, $"{(state == ChapterState.Crashed ? "crashed" : "failed")}. {detail}");
            report.Write((withLog ? TellingLines(run.Log.Lines) : []).Select(line => $"            | {line}"));
        }
    }

    // An unhandled exception names its reason in its first lines. Its last lines are only a stack trace.
    private static IEnumerable<string> TellingLines(IReadOnlyList<string> lines)
    {
        var fromException = lines.SkipWhile(line => !line.StartsWith("Unhandled exception", StringComparison.Ordinal));
        return fromException.Any() ? fromException.Take(LastLines) : lines.TakeLast(LastLines);
    }
}
