namespace Sandbox.Scenarios;

/// <summary>Something that goes wrong at the provider, for an app to cope with: a switch that strikes until it is ended, or an act (<see cref="ScenarioAct"/>).</summary>
internal abstract class Scenario
{
    /// <summary>Its name in addresses.</summary>
    public abstract string Name { get; }

    /// <summary>Where it stands on the page.</summary>
    public abstract ScenarioGroup Group { get; }

    /// <summary>Its name for people.</summary>
    public abstract string Title { get; }

    /// <summary>What it does on the wire, in a sentence or two.</summary>
    public abstract string Does { get; }

    /// <summary>What a good app does then.</summary>
    public abstract string GoodApp { get; }

    /// <summary>The page of a chapter where it strikes.</summary>
    public abstract ChapterPage Page { get; }

    /// <summary>How the tutorial handles it.</summary>
    public abstract string Handled { get; }

    /// <summary>What it can be told.</summary>
    public virtual ScenarioParameters Parameters => ScenarioParameters.Count;

    /// <summary>The value of <c>seconds</c> when nobody says another, where it takes one.</summary>
    public virtual int DefaultSeconds => 0;
}

/// <summary>A scenario that is performed at once, and over then.</summary>
internal abstract class ScenarioAct : Scenario
{
    public override ScenarioParameters Parameters => ScenarioParameters.None;

    /// <returns>What was done, for people.</returns>
    public abstract Task<string> PerformAsync(ScenarioSettings settings, CancellationToken cancellationToken);
}

/// <summary>The parts of the page.</summary>
internal enum ScenarioGroup
{
    /// <summary>Endpoints fail, lag, or change their keys.</summary>
    Provider,

    /// <summary>An ID token is not what it has to be.</summary>
    IdToken,

    /// <summary>What was given ends early, or takes another visit to the sign-in page.</summary>
    Renewal,

    /// <summary>Microsoft Graph fails.</summary>
    Graph,
}

/// <summary>What a scenario can be told. The names are those of the query parameters.</summary>
[Flags]
internal enum ScenarioParameters
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>How often it strikes.</summary>
    Count = 1,

    /// <summary>A time.</summary>
    Seconds = 2,

    /// <summary>Whom it strikes, by sign-in name.</summary>
    User = 4,

    /// <summary>Which application it strikes, by client id.</summary>
    Client = 8,
}
