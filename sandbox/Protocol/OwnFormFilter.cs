using Microsoft.AspNetCore.Antiforgery;
using Sandbox.Hosting;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol;

/// <summary>Accepts forms only from the sandbox's own pages.</summary>
/// <remarks>
/// The antiforgery token alone does not do that. Attack: an app on another port of this machine sets a cookie of its own
/// for the host and sends a form with the token that belongs to it, because cookies are shared by all ports.
/// </remarks>
internal sealed class OwnFormFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            // First, because the antiforgery service throws what it likes at a form that cannot be read.
            await RequestParameters.ReadAsync(context.HttpContext.Request, context.HttpContext.RequestAborted);
            if (!SameOriginFilter.ComesFromHere(context.HttpContext.Request)
                || !await antiforgery.IsRequestValidAsync(context.HttpContext))
            {
                throw new ProtocolException(PageErrors.ForeignForm());
            }
        }

        return await next(context);
    }
}
