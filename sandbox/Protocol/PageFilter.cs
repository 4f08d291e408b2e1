using Microsoft.AspNetCore.Antiforgery;
using Sandbox.Hosting;
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

/// <summary>Lets nothing but a navigation begin a sign-in: a window, a tab, or the hidden frame of a silent one.</summary>
/// <remarks>
/// Attack: a page of any website begins thousands of sign-ins with images and <c>fetch</c>, and fills the memory.
/// Browsers say what a request is for in <c>Sec-Fetch-Mode</c> (Fetch Metadata). Tools send no such header.
/// </remarks>
internal sealed class NavigationFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Sec-Fetch-Mode"] is { Count: > 0 } mode && mode != "navigate"
            ? throw new ProtocolException(PageErrors.NoNavigation())
            : await next(context);

    /// <summary>
    /// Whether the answer is for a frame, or another place inside of a page. No page of the sandbox is shown there (<c>frame-ancestors 'none'</c>), so the
    /// request can only be answered without one, as with <c>prompt=none</c>, and nothing has to wait for a person.
    /// </summary>
    public static bool IsInsideOfPage(HttpContext context) => context.Request.Headers["Sec-Fetch-Dest"] is { Count: > 0 } place && place != "document";
}

/// <summary>Lets only the sandbox's own pages and navigations call what takes much work.</summary>
/// <remarks>
/// Attack: a page of any website loads images from such an address, and each of them has the sandbox sort the whole
/// record or read all documents.
/// </remarks>
internal sealed class OwnPageOrNavigationFilter : IEndpointFilter
{
    private static readonly NavigationFilter _navigation = new();

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        SameOriginFilter.ComesFromHere(context.HttpContext.Request)
            ? next(context)
            : _navigation.InvokeAsync(context, next);
}

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
            if (!SameOriginFilter.ComesFromHere(context.HttpContext.Request) || !await antiforgery.IsRequestValidAsync(context.HttpContext))
            {
                throw new ProtocolException(PageErrors.ForeignForm());
            }
        }

        return await next(context);
    }
}
