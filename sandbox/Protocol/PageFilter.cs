using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol;

/// <summary>Turns protocol errors of an endpoint for people into the error page.</summary>
internal sealed class PageFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ProtocolException exception)
        {
            return ErrorPage.Of(exception.Error, context.HttpContext);
        }
    }
}
