using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.Graph;

/// <summary>One request by a known caller.</summary>
internal sealed class GraphCall(HttpContext http, GraphCaller caller)
{
    public HttpContext Http { get; } = http;

    public GraphCaller Caller { get; } = caller;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Where Graph is, as the client wrote it.</summary>
    public string Root => Authority.Of(Http.Request).Base + GraphRoutes.Prefix;

    /// <summary>Whether the client takes answers from the index that knows advanced queries.</summary>
    public bool IsEventual => string.Equals(Http.Request.Headers["ConsistencyLevel"], "eventual", StringComparison.OrdinalIgnoreCase);

    public string? Route(string name) => Http.Request.RouteValues.TryGetValue(name, out var value) ? value as string : null;

    /// <exception cref="GraphException">The token carries none of the permissions.</exception>
    public void Require(params ReadOnlySpan<string[]> permissions)
    {
        foreach (var list in permissions)
        {
            if (Caller.Has(list))
            {
                return;
            }
        }

        Http.Features.Get<ExchangeNotes>()?.Note("permission", passed: false, "needs one of " + string.Join(", ", permissions.ToArray().SelectMany(list => list).Distinct()));
        throw GraphErrors.Denied();
    }
}
