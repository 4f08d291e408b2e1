namespace Sandbox.Graph.Errors;

/// <summary>Ends a request with an error answer.</summary>
internal sealed class GraphException(GraphError error) : Exception(error.Message)
{
    public GraphError Error { get; } = error;
}
