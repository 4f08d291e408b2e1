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
}
