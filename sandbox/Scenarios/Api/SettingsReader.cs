using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Scenarios.Api;

/// <summary>Reads how a scenario is to be switched on. A setting that would have no effect is refused: whoever mistyped it would wait for a fault that never comes.</summary>
internal sealed class SettingsReader(LiveDirectory directory, IDbContextFactory<SandboxDbContext> contexts)
{
    private const int MostStrikes = 1_000_000;
    private const int MostSeconds = 86_400;

    /// <summary>The names of the parameters, as they are written in a query.</summary>
    public static IReadOnlyList<string> NamesOf(ScenarioParameters parameters) =>
        [.. Enum.GetValues<ScenarioParameters>().Where(each => each != ScenarioParameters.None && parameters.HasFlag(each)).Select(each => each.ToString().ToLowerInvariant())];

    /// <param name="scenario">The scenario.</param>
    /// <param name="values">The parameters; those that are empty were left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SettingsException">A parameter cannot be used.</exception>
    public async Task<ScenarioSettings> ReadAsync(
        Scenario scenario, IEnumerable<KeyValuePair<string, string>> values, CancellationToken cancellationToken)
    {
        var given = values.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value.Trim(), StringComparer.OrdinalIgnoreCase);
        if (scenario is ScenarioAct && given.GetValueOrDefault("count") == "1")
        {
            given.Remove("count"); // that is how often an act happens anyway
        }

        var known = NamesOf(scenario.Parameters);
        if (given.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new SettingsException(
                $"The scenario '{scenario.Name}' takes no parameter '{unknown}'.",
                (scenario is ScenarioAct ? "It is performed at once, and once. " : "") + (known.Count > 0 ? $"It takes: {string.Join(", ", known)}." : "It takes none: leave the parameter out."));
        }

        return new ScenarioSettings
        {
            Count = ReadNumber(given.GetValueOrDefault("count"), "count", MostStrikes),
            Time = TimeSpan.FromSeconds(ReadNumber(given.GetValueOrDefault("seconds"), "seconds", MostSeconds) ?? scenario.DefaultSeconds),
            User = await ReadUserAsync(given.GetValueOrDefault("user"), cancellationToken),
            Client = ReadClient(given.GetValueOrDefault("client")),
        };
    }

    private static int? ReadNumber(string? text, string name, int most) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new SettingsException(
            $"'{text}' is not a value for '{name}'.", string.Create(CultureInfo.InvariantCulture, $"Give a whole number from 1 to {most}, or leave '{name}' out."));

    private async Task<string?> ReadUserAsync(string? text, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var named = await db.Set<User>().AsNoTracking().NamedAsync(text, cancellationToken);
        return named.Count > 0 ? text : throw new SettingsException(
            $"Nobody signs in as '{text}'.", "Give a sign-in name as the home page lists it, such as alice@contoso.example, or leave 'user' out.");
    }

    private Guid? ReadClient(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Guid.TryParse(text, out var id) && directory.Current.FindApplication(id) is not null
            ? id
            : throw new SettingsException($"No application has the client id '{text}'.", "Give a client id from sandbox/seed.json, or leave 'client' out.");
    }
}

/// <summary>A parameter that cannot be used: what is wrong, and what to do.</summary>
internal sealed class SettingsException(string problem, string fix) : Exception($"{problem} {fix}")
{
    public string Problem { get; } = problem;

    public string Fix { get; } = fix;
}
