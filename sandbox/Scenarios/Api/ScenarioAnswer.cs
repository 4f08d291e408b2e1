using System.Text.Json.Serialization;

namespace Sandbox.Scenarios.Api;

/// <summary>A scenario and its state, as the API tells it.</summary>
internal sealed record ScenarioAnswer
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary><c>switch</c> or <c>act</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The parameters it takes.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    public required string Does { get; init; }

    public required string GoodApp { get; init; }

    public required bool On { get; init; }

    /// <summary>When it was last switched on or performed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How often it struck since then.</summary>
    public int Struck { get; init; }

    /// <summary>How often it may still strike; absent when there is no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Remaining { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Seconds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Client { get; init; }

    /// <summary>What an act did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    public static ScenarioAnswer Of(Scenario scenario, ScenarioBoard board)
    {
        var run = board.LatestOf(scenario);
        return new ScenarioAnswer
        {
            Name = scenario.Name,
            Title = scenario.Title,
            Kind = scenario is ScenarioAct ? "act" : "switch",
            Parameters = SettingsReader.NamesOf(scenario.Parameters),
            Does = scenario.Does,
            GoodApp = scenario.GoodApp,
            On = board.IsOn(run),
            Since = run?.Since,
            Struck = run?.Struck ?? 0,
            Remaining = run?.Remaining,
            Seconds = run is not null && scenario.Parameters.HasFlag(ScenarioParameters.Seconds) ? (int)run.Settings.Time.TotalSeconds : null,
            User = run?.Settings.User,
            Client = run?.Settings.Client,
            Outcome = run?.Outcome,
        };
    }
}
