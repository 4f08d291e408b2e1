namespace Sandbox.Scenarios.Page;

/// <summary>What the page of scenarios shows.</summary>
/// <param name="Groups">The scenarios, part by part.</param>
/// <param name="People">Sign-in names to choose from.</param>
/// <param name="Applications">Applications to choose from, by client id.</param>
internal sealed record ScenariosPage(
    IReadOnlyList<ScenariosPage.Part> Groups, IReadOnlyList<string> People, IReadOnlyList<KeyValuePair<Guid, string>> Applications)
{
    /// <summary>Whether anything is on.</summary>
    public bool IsAnythingOn => Groups.Any(group => group.Rows.Any(row => row.IsOn));

    /// <summary>A part of the page.</summary>
    internal sealed record Part(string Title, IReadOnlyList<ScenarioRow> Rows);

    public static string TitleOf(ScenarioGroup group) => group switch
    {
        ScenarioGroup.Provider => "The provider is in trouble",
        ScenarioGroup.IdToken => "ID tokens are wrong",
        ScenarioGroup.Renewal => "What was given does not last",
        _ => "Graph is in trouble",
    };
}
