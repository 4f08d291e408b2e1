using Microsoft.AspNetCore.Http.Features;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.Wire;

/// <summary>Records every exchange with a protocol endpoint, without delaying or changing it.</summary>
internal sealed class WireRecorder(
    RequestDelegate next, WireRecord record, TimeProvider clock, IConfiguration configuration)
{
    private readonly bool _isOn = RecordExchanges.IsOn(configuration);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsProtocol(context))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = WireLimits.RequestBody;
        }

        if (!_isOn)
        {
            await next(context);
            return;
        }

        var notes = new ExchangeNotes();
        context.Features.Set(notes);
        var time = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var wire = context.Response.Body;
        using var copy = new JsonCopy(wire, context.Response);
        context.Response.Body = copy;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            await FlushAsync(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            context.Response.Body = wire;
            record.Add(ToExchange(context, notes, time, clock.GetElapsedTime(started), status, copy.Bytes));
        }
    }

    // Only what an endpoint left in the pipe: a flush without need would start an answer that later middleware may still want to shape.
    private static async Task FlushAsync(HttpContext context)
    {
        if (context.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 } writer)
        {
            await writer.FlushAsync(context.RequestAborted);
        }
    }

    // The sandbox's own pages and API are not part of any protocol. Files are served earlier; what matches no endpoint is nobody's message.
    private static bool IsProtocol(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && context.Request.Path is { Value: not ("/" or "/error") } path
        && (!path.StartsWithSegments("/sandbox") || endpoint.Metadata.GetMetadata<RecordedExchange>() is not null);

    // The pages of a sign-in have its ID in their address. At other endpoints, as those of Graph, an ID is something
    // else.
    private static string? InteractionOf(HttpContext context) =>
        ProtocolEndpoint.Of(context) is null ? context.GetRouteValue("id") as string : null;

    private static WireExchange ToExchange(HttpContext context, ExchangeNotes notes, DateTimeOffset time, TimeSpan duration, int status, byte[] body) => new()
    {
        Time = time,
        Milliseconds = duration.TotalMilliseconds,
        Method = context.Request.Method,
        Path = context.Request.Path.Value!,
        Route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
        Role = ProtocolEndpoint.Of(context)?.Role,
        Interaction = notes.Interaction ?? InteractionOf(context),
        ClientId = notes.ClientId,
        User = notes.User,
        CorrelationId = Correlation.IdOf(context).ToString(),
        Parameters = WireParameters.Of(context),
        Headers = WireParameters.HeadersOf(context),
        Answer = notes.Answer,
        Status = status,
        Location = context.Response.Headers.Location is [{ } location] ? location : null,
        Utf8Body = body,
        ErrorCode = notes.ErrorCode,
        Error = notes.Error,
        Checks = [.. notes.Checks],
    };
}
