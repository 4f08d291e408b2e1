using Sandbox.Protocol;

namespace Sandbox.Hosting;

/// <summary>Answers without a body become pages for people; programs get the bare status, as before.</summary>
public static class StatusPages
{
    private const string Path = "/sandbox/status/";

    /// <summary>Adds the pages for unknown addresses and for failures of the sandbox itself.</summary>
    public static IApplicationBuilder UseStatusPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(Path + "500");
        return app.UseWhen(
            context => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
            people => people.UseStatusCodePagesWithReExecute(Path + "{0}"));
    }

    /// <summary>Maps the pages themselves.</summary>
    public static void MapStatusPages(this IEndpointRouteBuilder endpoints) => endpoints.Map(
        Path + "{code:int:range(400,599)}", (int code) => new PageResult("~/Views/Shared/Status.cshtml", code) { Status = code });
}
