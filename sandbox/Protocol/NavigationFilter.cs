using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol;

/// <summary>
/// Lets nothing but a navigation begin a sign-in or end a session: a window, a tab, or the hidden frame of a silent
/// sign-in.
/// </summary>
/// <remarks>
/// Attack: a page of any website begins thousands of sign-ins with images and <c>fetch</c>, and fills the memory. Or an
/// image of such a page has the address of a sign-out, and the user's session ends. Browsers say what a request is for
/// in <c>Sec-Fetch-Mode</c> and from where in <c>Sec-Fetch-Site</c> (Fetch Metadata). Tools send none of them, or, as
/// the <c>fetch</c> of Node.js, the mode alone. A frame of another site still ends a session where the browser sends the
/// cookie, because libraries sign users out in hidden frames.
/// </remarks>
internal sealed class NavigationFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers is { } headers && headers["Sec-Fetch-Site"].Count > 0
            && headers["Sec-Fetch-Mode"] is { Count: > 0 } mode && mode != "navigate"
            ? throw new ProtocolException(PageErrors.NoNavigation())
            : await next(context);

    /// <summary>
    /// Whether the answer is for a frame, or another place inside of a page. No page of the sandbox is shown there
    /// (<c>frame-ancestors 'none'</c>), so the request can only be answered without one, as with <c>prompt=none</c>, and
    /// nothing has to wait for a person.
    /// </summary>
    public static bool IsInsideOfPage(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Dest"] is { Count: > 0 } place && place != "document";
}
