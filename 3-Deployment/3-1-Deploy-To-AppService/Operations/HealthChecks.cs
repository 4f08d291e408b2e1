using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace DeployToAppService;

/// <summary>"/healthz": this process answers. "/readyz": it also reaches what it needs. Both say one word to whoever asks, and the rest to the log.</summary>
public static class HealthChecks
{
    public static void AddChecks(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(3))
        .AddCheck<AuthorityCheck>("authority", timeout: TimeSpan.FromSeconds(3));

    // Before everything that could refuse: App Service asks over http, from inside, under any host name.
    public static void UseHealthChecks(this WebApplication app) =>
        app.UseHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).UseHealthChecks("/readyz");

    /// <summary>Can a request read its cookie and its tokens?</summary>
    private sealed class DatabaseCheck(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (services.GetService<DatabaseStart>() is not { } start)
                return HealthCheckResult.Healthy("There is no database.");
            if (!start.IsDone)
                return HealthCheckResult.Unhealthy("The keys are not loaded yet.");
            await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Are the provider's addresses and keys there? They are read once and kept for hours, so asking often costs nothing.</summary>
    private sealed class AuthorityCheck(IOptionsMonitor<OpenIdConnectOptions> oidc) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var metadata = await oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return metadata.SigningKeys.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The metadata has no signing keys.");
        }
    }
}
