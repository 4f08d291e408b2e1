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
        var server = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new AnswerBody(server, context.Response);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            context.Features.Set(server);
            record.Add(ToExchange(context, notes, time, clock.GetElapsedTime(started), status, body.Copy));
        }
    }

    // The sandbox's own pages and API are not part of any protocol. Files are served earlier; what matches no endpoint is nobody's message.
    private static bool IsProtocol(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && context.Request.Path is { Value: not ("/" or "/error") } path
        && (!path.StartsWithSegments("/sandbox") || endpoint.Metadata.GetMetadata<RecordedExchange>() is not null);

    // The pages of a sign-in have its ID in their address. At other endpoints, as those of Graph, an ID is something
    // else.
    private static string? InteractionIdOf(HttpContext context) =>
        ProtocolEndpoint.Of(context) is null ? context.GetRouteValue("id") as string : null;

    private static WireExchange ToExchange(HttpContext context, ExchangeNotes notes, DateTimeOffset time, TimeSpan duration, int status, byte[] body) => new()
    {
        Time = time,
        Milliseconds = duration.TotalMilliseconds,
        Method = context.Request.Method,
        Path = context.Request.Path.Value!,
        Route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
        Role = ProtocolEndpoint.Of(context)?.Role,
        InteractionId = notes.InteractionId ?? InteractionIdOf(context),
        ClientId = notes.ClientId,
        User = notes.User,
        Policy = notes.Policy,
        IsPageDone = notes.IsPageDone,
        CorrelationId = Correlation.IdOf(context).ToString(),
        Parameters = notes.Batch.Count == 0
            ? WireParameters.Of(context)
            : [.. WireParameters.Of(context), .. notes.Batch],
        Headers = WireParameters.HeadersOf(context),
        Answer = notes.Answer,
        Status = status,
        Location = context.Response.Headers.Location is [{ } location] ? location : null,
        Utf8Body = body,
        ErrorCode = notes.ErrorCode,
        Error = notes.Error,
        Checks = notes.Checks,
    };
}
