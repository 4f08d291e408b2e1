using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Sandbox.Graph.Access;

namespace Sandbox.Graph;

/// <summary>
/// Sends requests of the sandbox's own pages to Microsoft Graph inside the process. A page then changes the directory
/// as an app does, with the same checks and effects.
/// </summary>
internal sealed class GraphOfPages(IServiceProvider services)
{
    private RequestDelegate? _pipeline;

    /// <summary>Takes what routes to Graph's addresses, once it is mapped.</summary>
    public void Use(RequestDelegate pipeline) => _pipeline = pipeline;

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The request to the page.</param>
    /// <returns>The answer.</returns>
    public async Task<PageAnswer> SendAsync(PageRequest request, HttpContext context)
    {
        using var body = new MemoryStream();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = request.Method,
            Protocol = context.Request.Protocol,
            Scheme = context.Request.Scheme,
            Path = GraphRoutes.Prefix + request.Path,
            Body = request.Body is null
                ? Stream.Null
                : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(request.Body)),
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set(GraphCaller.OfPage(request.TenantId));
        var inner =
            new DefaultHttpContext(features) { RequestServices = services, RequestAborted = context.RequestAborted };
        inner.Request.ContentType = request.Body is null ? null : "application/json";
        inner.Request.Headers.Host = context.Request.Headers.Host;
        await _pipeline!(inner);
        return new PageAnswer(inner.Response.StatusCode, FindMessage(inner.Response.StatusCode, body.ToArray()));
    }

    private static string? FindMessage(int status, byte[] body) => status < StatusCodes.Status400BadRequest
        ? null
        : JsonElement.Parse(body).GetProperty("error").GetProperty("message").GetString();
}

/// <summary>A request of a page to Microsoft Graph.</summary>
/// <param name="TenantId">The tenant that it is about.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the version.</param>
/// <param name="Body">What is sent as JSON; <see langword="null"/> for nothing.</param>
internal sealed record PageRequest(Guid TenantId, string Method, string Path, object? Body = null)
{
    /// <summary>The request as developers write it, without its body.</summary>
    public string Text => $"{Method} {GraphRoutes.Prefix}{Path}";
}

/// <summary>What Graph answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Problem">The message of the error; <see langword="null"/> when there is none.</param>
internal sealed record PageAnswer(int Status, string? Problem);
