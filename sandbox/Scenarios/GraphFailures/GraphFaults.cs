using Sandbox.Graph;

namespace Sandbox.Scenarios.GraphFailures;

/// <summary>Lets the scenarios that are on strike Graph.</summary>
internal sealed class GraphFaults(ScenarioBoard board) : IGraphFault
{
    public GraphFault? Strike(HttpRequest request)
    {
        foreach (var run in board.On)
        {
            if (run.Scenario is GraphScenario scenario && board.TryStrike(run))
            {
                return scenario.FaultOf(run.Settings);
            }
        }

        return null;
    }
}
