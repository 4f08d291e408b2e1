namespace Sandbox.Graph;

/// <summary>Answers one kind of request.</summary>
internal delegate Task GraphHandler(GraphCall call);

/// <summary>
/// Maps addresses below <see cref="Prefix"/>. Every method reaches the pipeline, which refuses those that an address does not
/// know in Graph's own form.
/// </summary>
internal sealed class GraphRoutes(IEndpointRouteBuilder endpoints, GraphPipeline pipeline)
{
    public const string Prefix = "/v1.0";

    /// <summary>The version with previews, which has the same resources as <see cref="Prefix"/> here.</summary>
    public const string Beta = "/beta";

    private readonly Dictionary<string, Dictionary<string, GraphHandler>> _handlers = [];

    public GraphRoutes Get(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Get, handler);

    public GraphRoutes Post(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Post, handler);

    public GraphRoutes Put(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Put, handler);

    public GraphRoutes Patch(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Patch, handler);

    public GraphRoutes Delete(string pattern, GraphHandler handler) => Map(pattern, HttpMethods.Delete, handler);

    /// <summary>What no other pattern matches.</summary>
    public void Otherwise(GraphHandler handler) =>
        endpoints.Map(Prefix + "/{**path}", context => pipeline.InvokeAsync(context, _ => handler));

    /// <summary>Maps a method of an address. An address that has other methods already gets one more.</summary>
    private GraphRoutes Map(string pattern, string method, GraphHandler handler)
    {
        if (!_handlers.TryGetValue(pattern, out var methods))
        {
            methods = new Dictionary<string, GraphHandler>(StringComparer.OrdinalIgnoreCase);
            _handlers.Add(pattern, methods);
            endpoints
                .Map(Prefix + pattern, context => pipeline.InvokeAsync(context, asked => Find(methods, asked)))
                .WithMetadata(new GraphResource(pattern, methods.Keys));
        }

        methods.Add(method, handler);
        return this;
    }

    private static GraphHandler Find(Dictionary<string, GraphHandler> methods, string asked) =>
        methods.TryGetValue(asked, out var handler)
            ? handler
            : throw Errors.GraphErrors.MethodNotAllowed(string.Join(", ", methods.Keys.Order(StringComparer.Ordinal)));
}

/// <summary>
/// Describes the endpoint of an address. The endpoint accepts every method, because the pipeline refuses those that the
/// address does not know.
/// </summary>
/// <param name="Pattern">The route pattern below <c>/v1.0</c>.</param>
/// <param name="Methods">The HTTP methods that the address knows.</param>
public sealed record GraphResource(string Pattern, IReadOnlyCollection<string> Methods);

/// <summary>Marks a request that came to <see cref="GraphRoutes.Beta"/>.</summary>
internal sealed class BetaRequest;
