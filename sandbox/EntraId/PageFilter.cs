using Microsoft.AspNetCore.Antiforgery;
using Sandbox.EntraId.Errors;

namespace Sandbox.EntraId;

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

/// <summary>Accepts forms only from the sandbox's own pages.</summary>
internal sealed class OwnFormFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            // First, because the antiforgery service throws what it likes at a form that cannot be read.
            await RequestParameters.ReadAsync(context.HttpContext.Request, context.HttpContext.RequestAborted);
            if (!await antiforgery.IsRequestValidAsync(context.HttpContext))
            {
                throw new ProtocolException(InteractionErrors.ForeignForm());
            }
        }

        return await next(context);
    }
}
