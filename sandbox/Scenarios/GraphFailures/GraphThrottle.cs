using Sandbox.Graph;

namespace Sandbox.Scenarios.GraphFailures;

/// <summary>Graph wants a pause.</summary>
internal sealed class GraphThrottle : GraphScenario
{
    public override string Name => "graph-throttle";

    public override string Title => "Graph is throttled";

    public override string Does => "Graph answers 429 TooManyRequests with Retry-After. A batch counts as one request, and so does each request inside one that passes.";

    public override string GoodApp => "Waits for as long as Retry-After says and tries again, which the Graph SDK does by itself; after that, it says when to try again.";

    public override ChapterPage Page => ChapterPage.Profile;

    public override string Handled => "Chapter 2-1: the SDK's retry, then a page that says when to try again.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.Seconds;

    public override int DefaultSeconds => 10;

    public override GraphFault FaultOf(ScenarioSettings settings) => new(GraphFaultKind.Throttled, settings.Time);
}
