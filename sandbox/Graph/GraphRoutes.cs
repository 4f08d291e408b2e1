namespace Sandbox.Graph;

/// <summary>Answers one kind of request.</summary>
internal delegate Task GraphHandler(GraphCall call);

/// <summary>Maps addresses below <see cref="Prefix"/>. Every method reaches the pipeline, which refuses those that an address does not know in Graph's own form.</summary>
internal sealed class GraphRoutes(IEndpointRouteBuilder endpoints, GraphPipeline pipeline)
{
    public const string Prefix = "/v1.0";

    public GraphRoutes Get(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Get, handler);

    public GraphRoutes Post(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Post, handler);

    /// <summary>What no other pattern matches.</summary>
    public void Otherwise(GraphHandler handler) => Map("/{**path}", method: null, handler);

    private GraphRoutes Map(string pattern, string? method, GraphHandler handler)
    {
        endpoints.Map(Prefix + pattern, context => pipeline.InvokeAsync(context, method, handler));
        return this;
    }
}
