using Sandbox.Graph;

namespace Sandbox.Scenarios.GraphFailures;

/// <summary>A scenario in which Graph as a whole does not answer.</summary>
internal abstract class GraphScenario : Scenario
{
    public sealed override ScenarioGroup Group => ScenarioGroup.Graph;

    /// <summary>How Graph fails.</summary>
    public abstract GraphFault FaultOf(ScenarioSettings settings);
}
