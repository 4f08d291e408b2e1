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
    public string Root => Authority.Of(Http.Request).Base + Version;

    /// <summary>The path of the request, as the client wrote it.</summary>
    public string PublicPath => Http.Request.Path.StartsWithSegments(GraphRoutes.Prefix, out var rest)
        ? Version + rest.ToUriComponent()
        : Http.Request.Path.ToUriComponent();

    /// <summary>The version that the client asked for. Both have the same resources here.</summary>
    private string Version => Http.Features.Get<BetaRequest>() is null ? GraphRoutes.Prefix : GraphRoutes.Beta;

    /// <summary>Whether the client takes answers from the index that knows advanced queries.</summary>
    public bool IsEventual => string.Equals(Http.Request.Headers["ConsistencyLevel"], "eventual", StringComparison.OrdinalIgnoreCase);

    /// <summary>The ID that a parameter of the address is.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="GraphException">It is no ID, and so it names no object.</exception>
    public Guid RouteId(string name = "id") =>
        Guid.TryParse(Route(name), out var id) ? id : throw GraphErrors.NotFound(Route(name) ?? "");

    public string? Route(string name) => Http.Request.RouteValues.TryGetValue(name, out var value) ? value as string : null;

    /// <summary>
    /// Checks who may change things: the token needs a permission, and a user behind it needs to be an administrator. A
    /// permission never lets a user do what the user may not do.
    /// </summary>
    /// <exception cref="GraphException">The permission is missing, or the user is no administrator.</exception>
    public void RequireToChange(params ReadOnlySpan<string[]> permissions)
    {
        Require(permissions);
        RequireAdministrator();
    }

    /// <exception cref="GraphException">The token is for a user who is no administrator.</exception>
    public void RequireAdministrator()
    {
        if (!Caller.IsAdministratorOrApplication)
        {
            Http.Features.Get<ExchangeNotes>()?.Note("directory role", passed: false, "the user is no administrator");
            throw GraphErrors.Denied();
        }
    }

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
