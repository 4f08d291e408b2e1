using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>One endpoint of the sandbox, as its route and its metadata describe it.</summary>
public sealed class SandboxEndpoint
{
    private static readonly string[] _everyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly RouteEndpoint _endpoint;

    private SandboxEndpoint(RouteEndpoint endpoint) => _endpoint = endpoint;

    /// <summary>The route: <c>/{tenant}/oauth2/v2.0/token</c>.</summary>
    public string Pattern => "/" + _endpoint.RoutePattern.RawText!.TrimStart('/');

    /// <summary>The methods. An endpoint that names none answers to each of them, as those of Graph do.</summary>
    public IReadOnlyList<string> Methods =>
        _endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
            ? methods
            : _everyMethod;

    /// <summary>The role of a protocol endpoint: <c>Token</c>. Pages have none.</summary>
    public string? Role => MetadataOf("ProtocolEndpoint") is { } mark
        ? mark.GetType().GetProperty("Role")!.GetValue(mark)!.ToString()
        : null;

    /// <summary>Whether it is an endpoint of the policies of B2C, in one of their three address shapes.</summary>
    public bool IsOfPolicy => MetadataOf("ShapeMetadata") is not null;

    /// <summary>All endpoints of a sandbox that a request can reach.</summary>
    public static IReadOnlyList<SandboxEndpoint> AllOf(SandboxFactory sandbox)
    {
        List<SandboxEndpoint> all =
        [
            .. sandbox.Services.GetRequiredService<EndpointDataSource>().Endpoints
                .OfType<RouteEndpoint>().Select(endpoint => new SandboxEndpoint(endpoint)),
        ];
        Assert.True(all.Count > 100, $"The sandbox has {all.Count} endpoints only.");

        // The requests of a batch have routes of their own, with the addresses of Graph's and without a role.
        var graph = all.Where(endpoint => endpoint.Role == "Graph").Select(endpoint => endpoint.Pattern).ToHashSet();
        return [.. all.Where(endpoint => endpoint.Role is not null || !graph.Contains(endpoint.Pattern))];
    }

    /// <summary>The endpoint that answered; <see langword="null"/> when the address or the method has none.</summary>
    public static SandboxEndpoint? Of(HttpContext context)
    {
        // The page of a status takes the place of the endpoint that answered with it.
        var first = context.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint;
        return (first ?? context.GetEndpoint()) is RouteEndpoint endpoint ? new SandboxEndpoint(endpoint) : null;
    }

    /// <summary>Writes an address of the endpoint, decoded.</summary>
    /// <param name="valueOf">
    /// Returns the value of a parameter by its place: the word of the route before it and the name, <c>signin/id</c>.
    /// Without a word before it, the place is the name, <c>tenant</c>.
    /// </param>
    public string PathWith(Func<string, string> valueOf)
    {
        var path = "";
        var word = "";
        foreach (var segment in _endpoint.RoutePattern.PathSegments)
        {
            path += "/";
            foreach (var part in segment.Parts)
            {
                if (part is RoutePatternParameterPart parameter)
                {
                    path += valueOf(word + parameter.Name);
                    continue;
                }

                var text = part is RoutePatternSeparatorPart separator
                    ? separator.Content
                    : ((RoutePatternLiteralPart)part).Content;
                path += text;
                word = char.IsLetter(text[0]) ? text.Split('(')[0] + "/" : word;
            }
        }

        return path.Length == 0 ? "/" : path;
    }

    /// <summary>Whether both are the same endpoint. Entra ID and B2C have endpoints with the same route.</summary>
    public bool Is(SandboxEndpoint? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc />
    public override string ToString() => $"{string.Join(',', Methods)} {Pattern}{(IsOfPolicy ? " of a policy" : "")}";

    // These types are internal to the sandbox.
    private object? MetadataOf(string type) => _endpoint.Metadata.FirstOrDefault(each => each.GetType().Name == type);
}
