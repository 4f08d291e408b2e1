using Sandbox.Graph;

namespace Sandbox.Scenarios.GraphFailures;

/// <summary>Graph does not work.</summary>
internal sealed class GraphDown : GraphScenario
{
    public override string Name => "graph-down";

    public override string Title => "Graph is down";

    public override string Does => "Graph answers 503 ServiceUnavailable and does not say when to try again.";

    public override string GoodApp => "Keeps the person signed in, shows what it can show without Graph, and says that Graph cannot be reached.";

    public override ChapterPage Page => ChapterPage.Profile;

    public override string Handled => "Chapter 2-1: a page that says so.";

    public override GraphFault FaultOf(ScenarioSettings settings) => new(GraphFaultKind.Unavailable);
}
