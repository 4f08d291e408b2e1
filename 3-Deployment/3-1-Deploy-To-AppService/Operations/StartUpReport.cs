using DeployToAppService.Data;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace DeployToAppService.Operations;

/// <summary>
/// Logs, once the app listens, what an operator compares with the app registration, and what is not as it should be in
/// production.
/// </summary>
public sealed partial class StartUpReport(
    IConfiguration configuration,
    IHostEnvironment environment,
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptionsMonitor<OpenIdConnectOptions> options,
    ILogger<StartUpReport> logger) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Report);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Report()
    {
        var address = FindPublicAddress();
        LogAddress(address + options.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath);
        if (string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            LogAppServiceAuthentication();
        }

        if (!environment.IsDevelopment())
        {
            ReportProduction(address);
        }
    }

    private void ReportProduction(string address)
    {
        if (string.IsNullOrEmpty(configuration.GetConnectionString("Database")))
        {
            LogNotShared();
        }
        else if (string.IsNullOrEmpty(configuration["DataProtection:CertificatePath"]))
        {
            LogKeysInClear();
        }

        var isBehindProxy = configuration["WEBSITE_HOSTNAME"] is not null
            || address.StartsWith("http:", StringComparison.Ordinal);
        if (isBehindProxy && !KnownProxies.NetworksIn(configuration).Any())
        {
            LogNoProxy();
        }
    }

    // App Service ends HTTPS in front of the app. What the app listens on is then not the address that users open.
    private string FindPublicAddress()
    {
        if (configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host)
        {
            return $"https://{host}";
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.OrderDescending(StringComparer.Ordinal).FirstOrDefault() ?? "";
    }

    [LoggerMessage(LogLevel.Information, "The redirect URI that the app registration has to list: {RedirectUri}")]
    private partial void LogAddress(string redirectUri);

    [LoggerMessage(LogLevel.Warning, "App Service authentication is on (WEBSITE_AUTH_ENABLED): users may have to sign "
        + "in there before a request reaches this app, and then here once more. Turn it off under Authentication.")]
    private partial void LogAppServiceAuthentication();

    [LoggerMessage(LogLevel.Warning, "ConnectionStrings:Database is blank: tokens are in the memory and keys in the "
        + "files of this instance. With a second instance, or after a move to another machine, users have to sign in "
        + "again.")]
    private partial void LogNotShared();

    [LoggerMessage(LogLevel.Warning, "DataProtection:CertificatePath is blank: the data protection keys are not "
        + "encrypted, so that a copy of the database is enough to read the tokens in it and to forge session cookies.")]
    private partial void LogKeysInClear();

    [LoggerMessage(LogLevel.Warning, "ForwardedHeaders:KnownNetworks is blank. If a proxy ends HTTPS in front of this "
        + "app, requests seem to come over http, and the app refuses sign-ins. List the networks of the proxy.")]
    private partial void LogNoProxy();
}
