namespace Sandbox.Hosting;

/// <summary>
/// Keeps other sites, those on other ports of this machine included, from calling the sandbox's API through a person's browser.
/// </summary>
/// <remarks>
/// A browser that sends <c>Sec-Fetch-Site</c> (Fetch Metadata) says itself where the call comes from: only <c>same-origin</c>, and
/// <c>none</c> for what a person typed or bookmarked, are let through. Without it, an <c>Origin</c> (RFC 6454, section 7), which browsers
/// put on every cross-origin call that can change something, has to be the sandbox's own. A call with neither header comes from a
/// script or tool, which could call without a browser anyway.
/// </remarks>
public sealed class SameOriginFilter : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        ComesFromHere(context.HttpContext.Request)
            ? await next(context)
            : Results.Problem("The sandbox's API takes no calls from other sites.", statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Whether no other site had a browser send the request.</summary>
    internal static bool ComesFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site
        ? site == "same-origin" || site == "none"
        : request.Headers.Origin is not { Count: > 0 } origin || origin == $"{request.Scheme}://{request.Host}";
}
