using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Protocol.Errors;

namespace Sandbox.Graph;

/// <summary>What every request goes through before and after its handler.</summary>
internal sealed partial class GraphPipeline(GraphAuthentication authentication, IGraphFault faults, TimeProvider time, ILogger<GraphPipeline> logger)
{
    private static readonly TimeSpan _shortWait = TimeSpan.FromSeconds(1);

    /// <param name="context">The request. Its features hold the caller of a batch or a page.</param>
    /// <param name="find">Finds what answers to a method; it throws where the address does not know the method.</param>
    public async Task InvokeAsync(HttpContext context, Func<string, GraphHandler> find)
    {
        var headers = context.Response.Headers;
        headers[GraphErrorAnswer.RequestId] = Guid.NewGuid().ToString();
        headers[GraphErrorAnswer.ClientRequestId] = Correlation.IdOf(context).ToString();
        headers.CacheControl = "no-store";
        try
        {
            var caller = context.Features.Get<GraphCaller>() ?? await authentication.AuthenticateAsync(context);
            if (!caller.IsPage)
            {
                // Limits are counted by app and tenant, so the caller is known first.
                Strike(context.Request);
            }

            await find(context.Request.Method)(new GraphCall(context, caller));
        }
        catch (GraphException exception) when (!context.Response.HasStarted)
        {
            await GraphErrorAnswer.WriteAsync(context, exception.Error, time);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            // The server's own limits, such as that of a body's size.
            await GraphErrorAnswer.WriteAsync(context, new GraphError(exception.StatusCode, "BadRequest", exception.Message), time);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            LogFailed(exception, context.Request.Path);
            await GraphErrorAnswer.WriteAsync(context, GraphErrors.Internal(), time);
        }
    }

    private void Strike(HttpRequest request)
    {
        if (faults.Strike(request) is { } fault)
        {
            throw fault.Kind == GraphFaultKind.Throttled ? GraphErrors.Throttled(fault.RetryAfter ?? _shortWait) : GraphErrors.Unavailable(fault.RetryAfter);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A Graph request to {Path} failed.")]
    private partial void LogFailed(Exception exception, PathString path);
}
