using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sandbox.Home;
using Sandbox.Hosting;
using Sandbox.Persistence;
using Sandbox.Seed;

namespace Sandbox.Chapters;

/// <summary>Once the sandbox listens: builds the chapters, starts each one that is built, and ends them with itself.</summary>
public sealed class ChapterHost(
    SandboxArguments arguments,
    IHostEnvironment environment,
    IServer server,
    IHostApplicationLifetime lifetime,
    ChapterBoard board,
    ChapterBuild build,
    ChapterRunner runner,
    SeedReader reader,
    SandboxStorage storage,
    SeedComparison seed,
    StartUpReport report) : BackgroundService
{
    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // A server in memory has no address that a chapter's process could call.
        var repository = arguments.NoChapters || !server.IsOnNetwork() ? null : FindRepository();
        board.Open(repository is null ? [] : ChapterCatalog.Discover(repository));
        return base.StartAsync(cancellationToken);
    }

    // A published sandbox has no file to build chapters with, even when its folder is inside a repository.
    private string? FindRepository() =>
        File.Exists(Traversal) ? RepositoryRoot.Find(environment.ContentRootPath) : null;

    private string Traversal => Path.Combine(environment.ContentRootPath, "Chapters", "chapters.proj");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForStartAsync(stoppingToken);
        if (server.IsOnNetwork() && server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses)
        {
            var sandbox = ListenAddresses.ToBaseAddress(addresses);
            var address = sandbox.GetLeftPart(UriPartial.Authority);
            report.Step("sandbox", $"answers on {address}");
            if (await seed.DiffersAsync(stoppingToken))
            {
                report.Step("seed", $"{storage.SeedName} differs from the database, so select \"Reset to seed\" "
                    + $"on {address} or run \"curl -k -X POST {address}/sandbox/api/reset\" to apply it.");
            }

            if (!arguments.NoChapters && FindRepository() is null)
            {
                report.Step(
                    "chapters", "The sandbox starts without chapters, because it runs outside the tutorial's repository.");
            }

            await RunChaptersAsync(sandbox, stoppingToken);
        }
    }

    private async Task RunChaptersAsync(Uri sandbox, CancellationToken stopping)
    {
        var summary = new StartUpSummary(report, board, await FindPeopleAsync(stopping), sandbox);
        if (board.Runs.Count == 0)
        {
            summary.Print();
            return;
        }

        report.Step("chapters", $"building {string.Join(", ", board.Runs.Select(run => run.Chapter.Number))}");
        var unsettled = board.Runs.Count;
        var running = new List<Task>();
        try
        {
            await foreach (var built in build.RunAsync(Traversal, [.. board.Runs.Select(run => run.Chapter.ProjectFile)], stopping))
            {
                var run = board.Runs.First(each => each.Chapter.ProjectFile == built.Project);
                if (built.Assembly is { } assembly)
                {
                    report.Step(run.Chapter.Number, "built, starting");
                    running.Add(runner.RunAsync(run, assembly, sandbox, Once(Settled), stopping));
                }
                else
                {
                    Fail(run, built.Errors);
                    Settled();
                }
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }

        void Settled()
        {
            if (Interlocked.Decrement(ref unsettled) == 0 && !stopping.IsCancellationRequested)
            {
                summary.Print();
            }
        }
    }

    // A mistake in the file does no harm to the database that is there already.
    private async Task<WhosWho?> FindPeopleAsync(CancellationToken stopping)
    {
        try
        {
            return await WhosWho.ReadAsync(reader, storage, stopping);
        }
        catch (SeedException exception)
        {
            report.Step("seed", $"The sandbox goes on with its database, because the seed cannot be used. {exception.Message}");
            return null;
        }
    }

    private static Action Once(Action action)
    {
        var done = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref done, 1) == 0)
            {
                action();
            }
        };
    }

    private void Fail(ChapterRun run, IReadOnlyList<string> errors)
    {
        foreach (var line in errors)
        {
            run.Log.Add(line);
        }

        run.Become(ChapterState.Failed, "It does not compile. The compiler's lines are in its log.");
        report.Step(run.Chapter.Number, "failed. It does not compile:");
        report.Write(errors.Select(line => $"            | {line}"));
    }

    private async Task WaitForStartAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
