using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DeployToAppService;

/// <summary>Says once, when the app listens, what an operator wants to compare with the app registration, and what is not as it should be in production.</summary>
public sealed partial class StartUpReport(
    IConfiguration settings, IHostEnvironment host, IServer server, IHostApplicationLifetime lifetime, IOptionsMonitor<OpenIdConnectOptions> oidc, ILogger<StartUpReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Report);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Report()
    {
        // App Service ends TLS in front of the app, so what the app listens on is not what the world sees.
        var outside = settings["WEBSITE_HOSTNAME"] is { Length: > 0 } name ? $"https://{name}"
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderDescending(StringComparer.Ordinal).FirstOrDefault() ?? "";
        LogAddress(outside + oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath);
        if (string.Equals(settings["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
            LogEasyAuth();
        if (host.IsDevelopment())
            return;
        if (settings.GetConnectionString("Database") is not { Length: > 0 })
            LogNotShared();
        else if (settings["DataProtection:CertificatePath"] is not { Length: > 0 })
            LogKeysInClear();
        if (outside.StartsWith("http:", StringComparison.Ordinal) || settings["WEBSITE_HOSTNAME"] is not null && settings["ForwardedHeaders:KnownNetworks:0"] is null)
            LogNoProxy();
    }

    [LoggerMessage(LogLevel.Information, "The redirect URI that the app registration has to list: {RedirectUri}")]
    private partial void LogAddress(string redirectUri);

    [LoggerMessage(LogLevel.Warning, "App Service authentication is on (WEBSITE_AUTH_ENABLED): people sign in before a request reaches this app, and its own sign-in does not run. Switch it off under Authentication.")]
    private partial void LogEasyAuth();

    [LoggerMessage(LogLevel.Warning, "ConnectionStrings:Database is blank: tokens are in memory and keys in files of this instance. With a second instance, or after a move to another machine, people have to sign in again.")]
    private partial void LogNotShared();

    [LoggerMessage(LogLevel.Warning, "DataProtection:CertificatePath is blank: whoever can read the database can read the keys in it, and everything they protect.")]
    private partial void LogKeysInClear();

    [LoggerMessage(LogLevel.Warning, "ForwardedHeaders:KnownNetworks is blank, and TLS may end before this app: requests then seem to be http, and sign-in is refused. List the proxy's networks.")]
    private partial void LogNoProxy();
}
