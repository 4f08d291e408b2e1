using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Turns protocol errors of an endpoint for people into the error page, with B2C's numbers.</summary>
internal sealed class B2CPageFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ProtocolException exception)
        {
            return ErrorPage.Of(B2CErrors.Of(exception.Error), context.HttpContext);
        }
    }
}

/// <summary>Turns protocol errors of an endpoint for programs into JSON, with B2C's numbers.</summary>
internal sealed class B2CJsonFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ProtocolException exception)
        {
            return new ErrorAnswer(B2CErrors.Of(exception.Error));
        }
    }
}
