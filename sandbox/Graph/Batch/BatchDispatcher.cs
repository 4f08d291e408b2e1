using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Sandbox.Graph.Access;

namespace Sandbox.Graph.Batch;

/// <summary>Sends the requests of a batch through the same routes as requests that come alone.</summary>
/// <param name="pipeline">Routes to Graph's addresses, and to nothing else.</param>
internal sealed class BatchDispatcher(RequestDelegate pipeline)
{
    /// <summary>Answers one request as its caller would be answered without the batch.</summary>
    public async Task<BatchAnswer> DispatchAsync(GraphCall batch, BatchStep step)
    {
        using var body = new MemoryStream();
        var context = Create(batch, step, body);
        await pipeline(context);
        return new BatchAnswer(step.Id, context.Response.StatusCode, context.Response.Headers, body.ToArray());
    }

    private static DefaultHttpContext Create(GraphCall batch, BatchStep step, Stream body)
    {
        var outer = batch.Http;
        var request = new HttpRequestFeature
        {
            Method = step.Method,
            Protocol = outer.Request.Protocol,
            Scheme = outer.Request.Scheme,
            Path = GraphRoutes.Prefix + step.Path,
            QueryString = step.Query,
            Body = step.Body.ValueKind == JsonValueKind.Undefined ? Stream.Null : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(step.Body)),
        };
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));

        // The token was checked for the batch; whatever a single request says of authorization or host does not count.
        features.Set(batch.Caller);
        features.Set(outer.Features.Get<BetaRequest>());
        var context = new DefaultHttpContext(features) { RequestServices = outer.RequestServices, RequestAborted = outer.RequestAborted };
        foreach (var (name, value) in step.Headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Request.Headers.Host = outer.Request.Headers.Host;
        context.Request.Headers["client-request-id"] = outer.Response.Headers["client-request-id"];
        return context;
    }
}

/// <summary>The answer to one request of a batch.</summary>
internal sealed record BatchAnswer(string Id, int Status, IHeaderDictionary Headers, byte[] Body);
