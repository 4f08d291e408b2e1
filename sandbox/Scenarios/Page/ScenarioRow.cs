using System.Globalization;
using Sandbox.Scenarios.Api;

namespace Sandbox.Scenarios.Page;

/// <summary>One scenario on the page.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Run">What came of it last, if it was ever started.</param>
/// <param name="IsOn">Whether it is on.</param>
internal sealed record ScenarioRow(Scenario Scenario, ScenarioRun? Run, bool IsOn)
{
    /// <summary>What was typed and could not be used.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it could not be used.</summary>
    public SettingsException? Problem { get; init; }

    /// <summary>The address of the chapter's page where it strikes; <see langword="null"/> when the chapter does not run.</summary>
    public Uri? PageAddress { get; init; }

    public bool IsAct => Scenario is ScenarioAct;

    /// <summary>The state as a word.</summary>
    public string State => IsOn ? "on" : IsAct && Run is not null ? "done" : IsAct ? "not done" : "off";

    /// <summary>The state as a sentence; empty when there is nothing to tell.</summary>
    public string Story => Run switch
    {
        null => "",
        { Outcome: { } outcome } => $"{outcome} That was at {TimeOf(Run)}.",
        _ when IsOn => $"Since {TimeOf(Run)}{Details(Run.Settings)}: {Strikes(Run.Struck)}{(Run.Remaining is { } left ? $", {left} to come" : "")}.",
        _ => $"{(Run.Remaining == 0 ? "Its count is used up" : "It was ended")}: {Strikes(Run.Struck)} since {TimeOf(Run)}.",
    };

    public bool Takes(ScenarioParameters parameter) => Scenario.Parameters.HasFlag(parameter);

    private string Details(ScenarioSettings settings) => string.Concat(
        Takes(ScenarioParameters.Seconds) ? string.Create(CultureInfo.InvariantCulture, $", {settings.Time.TotalSeconds} seconds") : "",
        settings.User is { } user ? $", for {user}" : "",
        settings.Client is { } client ? $", in {client}" : "");

    private static string Strikes(int struck) => struck switch
    {
        0 => "it has not struck yet",
        1 => "it struck once",
        _ => string.Create(CultureInfo.InvariantCulture, $"it struck {struck} times"),
    };

    private static string TimeOf(ScenarioRun run) => run.Since.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
