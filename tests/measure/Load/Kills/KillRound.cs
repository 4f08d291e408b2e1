using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>Signs users in until the sandbox is killed, and writes down what it answered before.</summary>
internal sealed class KillRound
{
    private readonly ConcurrentQueue<Answer> _answers = [];
    private readonly IWorker[] _workers;
    private readonly IWorker[] _onlyOnce;
    private volatile bool _isKilled;

    private KillRound(HttpClient http, SandboxApps apps, TimeSpan delay)
    {
        _workers =
        [
            SignIns(AnswerKind.Session, SignInWay.Session),
            SignIns(AnswerKind.Session, SignInWay.Session),
            SignIns(AnswerKind.Click, SignInWay.Click),
            SignIns(AnswerKind.Click, SignInWay.Click),
            SignIns(AnswerKind.B2CSession, SignInWay.Session),
            SignIns(AnswerKind.B2CClick, SignInWay.Click),
            new RefreshWorker(http, apps.EntraId, Notes(AnswerKind.Refresh)),
            new SignOutWorker(http, apps.Of(AnswerKind.SignedOut), Notes(AnswerKind.SignedOut)),
        ];
        _onlyOnce =
        [
            new SignUpWorker(http, apps.Consent, Notes(AnswerKind.SignUp), Notes(AnswerKind.Consent), delay),
            new NewPasswordWorker(
                http, apps.Of(AnswerKind.NewPassword), Notes(AnswerKind.NewPassword), delay),
        ];

        SignInWorker SignIns(AnswerKind kind, SignInWay way) => new(http, apps.Of(kind), way, Notes(kind));

        AnswerNotes Notes(AnswerKind kind) => new(kind, _answers);
    }

    /// <summary>Signs users in, and kills the sandbox meanwhile.</summary>
    /// <param name="http">The connections.</param>
    /// <param name="address">The address of the sandbox.</param>
    /// <param name="process">The process ID of the sandbox.</param>
    /// <param name="delay">How long all workers sign users in before the kill.</param>
    /// <param name="file">Gets the answers in JSON, in the order in which they arrived.</param>
    /// <exception cref="InvalidOperationException">An answer before the kill is not the expected one.</exception>
    /// <exception cref="HttpRequestException">A request failed before the kill.</exception>
    public static async Task RunAsync(HttpClient http, Uri address, int process, TimeSpan delay, string file)
    {
        using var sandbox = Process.GetProcessById(process);
        var round = new KillRound(http, await SandboxApps.DiscoverAsync(http, address), delay);
        await Task.WhenAll(round._workers.Concat(round._onlyOnce).Select(worker => worker.PrepareAsync()));
        await Task.WhenAll(
        [
            .. round._workers.Select(round.RunUntilKilledAsync),
            .. round._onlyOnce.Select(round.RunOnceAsync),
            round.KillAsync(sandbox, delay),
        ]);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(round._answers));
    }

    private async Task KillAsync(Process sandbox, TimeSpan delay)
    {
        await Task.Delay(delay);

        // On Unix, Kill sends SIGKILL, which the process cannot catch.
        _isKilled = true;
        sandbox.Kill();
    }

    private async Task RunUntilKilledAsync(IWorker worker)
    {
        while (await RunOnceAsync(worker))
        {
        }
    }

    /// <summary>
    /// Lets a worker do its work once. A request that the kill cuts off has no answer, and is no failure.
    /// </summary>
    /// <returns>Whether the worker got its answers.</returns>
    private async Task<bool> RunOnceAsync(IWorker worker)
    {
        try
        {
            await worker.RunOnceAsync();
            return true;
        }
        catch (HttpRequestException) when (_isKilled)
        {
            return false;
        }
    }
}
