using System.Net;
using DeployToAppService.Identity;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace DeployToAppService.Operations;

/// <summary>
/// Accepts X-Forwarded-* headers from the proxies in "ForwardedHeaders:KnownNetworks" only. A proxy ends HTTPS in front
/// of the app, so the app sees http, and the address of the proxy. The headers say what the proxy saw.
/// </summary>
public static partial class KnownProxies
{
    /// <summary>The networks of the proxies that the app trusts, as they are configured.</summary>
    public static IEnumerable<string> NetworksIn(IConfiguration configuration) =>
        configuration.GetSection("ForwardedHeaders:KnownNetworks").GetChildren().Select(network => network.Value ?? "");

    /// <summary>Configures <c>app.UseForwardedHeaders()</c>, and rejects sign-ins that seem to use http.</summary>
    public static void AddKnownProxies(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>(Configure);

        builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            var redirect = options.Events.OnRedirectToIdentityProvider;
            options.Events.OnRedirectToIdentityProvider = async context =>
            {
                if (FindSchemeProblem(context.Request) is { } problem)
                {
                    // The provider would reject a redirect URI with http, and the browser the cookies of the sign-in.
                    LogHttp(context.HttpContext, problem);
                    context.Refuse(problem);
                    return;
                }

                await redirect(context);
            };
        });
    }

    /// <summary>Finds out why a request seems to have come over http.</summary>
    /// <returns>The key of the problem in Models/problems.json; null for a request that came over https.</returns>
    public static string? FindSchemeProblem(HttpRequest request)
    {
        if (request.IsHttps)
        {
            return null;
        }

        // The header is still there if the app did not trust its sender. Otherwise, the middleware has used it up.
        return request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedProtoHeaderName)
            ? "unknown_proxy"
            : "http_behind_proxy";
    }

    private static void Configure(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        var networks = NetworksIn(configuration).Select(IPNetwork.Parse).ToList();
        if (networks.Count is 0)
        {
            // By default, the middleware reads no header.
            return;
        }

        // By default, the middleware trusts every process on this machine.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        // Each proxy appends an entry. What stands in front of those entries is what the client claims about itself.
        options.ForwardLimit = configuration.GetValue("ForwardedHeaders:ForwardLimit", 1);

        // Attack: a client sends X-Forwarded-Prefix, and a proxy that does not know the header passes it on. Every link
        // of the page, and the redirect URI, would start with that prefix. So the app reads three headers, not "All".
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

        // Attack: the same with X-Forwarded-Host, and a host of the attacker. So it counts for listed hosts only.
        var hosts = configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (hosts.Length > 0 && !hosts.Contains("*"))
        {
            options.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
            options.AllowedHosts = hosts;
        }
    }

    private static void LogHttp(HttpContext context, string problem)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(KnownProxies));
        LogHttp(logger, problem, context.Connection.RemoteIpAddress);
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in over http was refused ({Problem}). The connection came from {Address}. "
        + "If that is your proxy, list its network in ForwardedHeaders:KnownNetworks.")]
    private static partial void LogHttp(ILogger logger, string problem, IPAddress? address);
}
