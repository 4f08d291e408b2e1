using System.Collections.Concurrent;

namespace Sandbox.Scenarios;

/// <summary>One time that a scenario was switched on or performed.</summary>
internal sealed class ScenarioRun(Scenario scenario, ScenarioSettings settings, DateTimeOffset since)
{
    private int _struck;

    public Scenario Scenario { get; } = scenario;

    public ScenarioSettings Settings { get; } = settings;

    public DateTimeOffset Since { get; } = since;

    /// <summary>What an act did.</summary>
    public string? Outcome { get; init; }

    /// <summary>How often it struck.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>How often it may still strike; <see langword="null"/> for no limit.</summary>
    public int? Remaining => Settings.Count - Struck;

    /// <summary>Whom or what the scenario need not strike any more, in words of its own.</summary>
    public ConcurrentDictionary<string, bool> Spared { get; } = new();

    /// <summary>Counts a strike. Of many at the same moment, only as many succeed as the count allows.</summary>
    public bool TryCount()
    {
        int struck;
        do
        {
            struck = Volatile.Read(ref _struck);
            if (struck == (Settings.Count ?? int.MaxValue))
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _struck, struck + 1, struck) != struck);

        return true;
    }
}
