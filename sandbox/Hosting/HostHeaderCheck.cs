namespace Sandbox.Hosting;

/// <summary>
/// Refuses a request whose <c>Host</c> header is no host with an optional port (RFC 9110, section 7.2). Issuers, endpoints and links are made of it, and the
/// host filter takes for granted that it can be parsed.
/// </summary>
internal sealed class HostHeaderCheck : IStartupFilter
{
    /// <summary>Registers the check as the first middleware, before the host filter, which the builder has registered already.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, HostHeaderCheck>());

    /// <summary>Whether the text is a host, with or without a port. An empty one is left to the host filter.</summary>
    /// <param name="host">The header.</param>
    public static bool IsWellFormed(string host) =>
        host.Length == 0
        || (Uri.TryCreate($"https://{host}", UriKind.Absolute, out var uri)
            && (host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase) || host.Equals($"{uri.Host}:{uri.Port}", StringComparison.OrdinalIgnoreCase)));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (IsWellFormed(context.Request.Headers.Host.ToString()))
            {
                await following(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("The Host header is not a host name with an optional port.", context.RequestAborted);
        });
        next(app);
    };
}
