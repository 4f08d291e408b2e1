using Sandbox.Hosting;

namespace Sandbox.Protocol;

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
