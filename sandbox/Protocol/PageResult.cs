using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Hosting;

namespace Sandbox.Protocol;

/// <summary>Answers with a Razor view in the shared layout. Protocol pages are never stored: what they show is valid once.</summary>
/// <param name="view">The view's path from the content root.</param>
/// <param name="model">The view's model.</param>
internal sealed class PageResult(string view, object? model) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Addresses outside the sandbox at which a form on the page may end.</summary>
    public IReadOnlyList<string> FormTargets { get; init; } = [];

    /// <summary>Addresses that the page loads in frames.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var policy = httpContext.Features.Get<PagePolicy>();
        foreach (var target in FormTargets)
        {
            policy?.AllowFormTarget(new Uri(target));
        }

        foreach (var frame in Frames)
        {
            policy?.AllowFrame(new Uri(frame));
        }

        httpContext.Response.Headers.CacheControl = "no-cache, no-store";
        httpContext.Response.Headers.Pragma = "no-cache";
        var action = new ActionContext(httpContext, httpContext.GetRouteData(), new ActionDescriptor());
        var services = httpContext.RequestServices;
        var result = new ViewResult
        {
            ViewName = view,
            StatusCode = Status,
            ViewData = new ViewDataDictionary(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = model },
            TempData = services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(httpContext),
        };
        return services.GetRequiredService<IActionResultExecutor<ViewResult>>().ExecuteAsync(action, result);
    }
}
