using System.Collections.Immutable;
using Sandbox.Persistence;

namespace Sandbox.Scenarios;

/// <summary>Knows which scenarios are on. Kept in memory: a restart of the sandbox ends them all.</summary>
internal sealed partial class ScenarioBoard(IEnumerable<Scenario> scenarios, TimeProvider time, ILogger<ScenarioBoard> logger) : IForgottenByReset
{
    private readonly Lock _gate = new();
    private volatile ScenarioRun[] _on = [];
    private ImmutableDictionary<Scenario, ScenarioRun> _latest = ImmutableDictionary<Scenario, ScenarioRun>.Empty;

    /// <summary>Every scenario, in the order of the page.</summary>
    public IReadOnlyList<Scenario> All { get; } = [.. scenarios.OrderBy(scenario => scenario.Group)];

    /// <summary>What is on, in the same order. Nobody pays more than reading this while nothing is.</summary>
    public IReadOnlyList<ScenarioRun> On => _on;

    public Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The run that is on, or otherwise the last one since the start or the last reset; <see langword="null"/> for none.</summary>
    public ScenarioRun? LatestOf(Scenario scenario) => Volatile.Read(ref _latest).GetValueOrDefault(scenario);

    public bool IsOn(ScenarioRun? run) => run is not null && Array.IndexOf(_on, run) >= 0;

    /// <summary>Performs an act, or switches a scenario on; one that is on begins anew.</summary>
    public async Task<ScenarioRun> StartAsync(Scenario scenario, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var outcome = scenario is ScenarioAct act ? await act.PerformAsync(settings, cancellationToken) : null;
        var run = new ScenarioRun(scenario, settings, time.GetUtcNow()) { Outcome = outcome };
        lock (_gate)
        {
            _latest = _latest.SetItem(scenario, run);
            _on = [.. All.Where(each => each is not ScenarioAct).Select(each => each == scenario ? run : _on.FirstOrDefault(on => on.Scenario == each)).OfType<ScenarioRun>()];
        }

        LogStarted(scenario.Name);
        return run;
    }

    /// <summary>Ends a scenario that is on.</summary>
    public void End(Scenario scenario) => Remove(run => run.Scenario == scenario);

    /// <summary>Ends every scenario, and forgets what they did.</summary>
    public void EndAll()
    {
        Remove(_ => true);
        lock (_gate)
        {
            _latest = _latest.Clear();
        }
    }

    /// <summary>A reset ends every scenario.</summary>
    public void Forget() => EndAll();

    /// <summary>Counts a strike of a scenario that is on, and ends it when its count is used up.</summary>
    /// <returns>Whether it strikes.</returns>
    public bool TryStrike(ScenarioRun run)
    {
        var strikes = run.TryCount();
        if (run.Remaining == 0)
        {
            Remove(each => each == run);
        }

        return strikes;
    }

    private void Remove(Func<ScenarioRun, bool> predicate)
    {
        List<ScenarioRun> ended;
        lock (_gate)
        {
            ended = [.. _on.Where(predicate)];
            _on = [.. _on.Except(ended)];
        }

        ended.ForEach(run => LogEnded(run.Scenario.Name, run.Struck));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The scenario {Name} has begun.")]
    private partial void LogStarted(string name);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "The scenario {Name} has ended; strikes: {Struck}.")]
    private partial void LogEnded(string name, int struck);
}
