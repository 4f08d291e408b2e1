using DeployToAppService.Data;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DeployToAppService.Operations;

/// <summary>
/// "/healthz" tells whether this process answers, and "/readyz" whether it also reaches what it needs. Both are open to
/// everyone and answer with one word. The log has the details.
/// </summary>
public static class HealthChecks
{
    private static readonly TimeSpan _longestCheck = TimeSpan.FromSeconds(3);

    /// <summary>Registers what "/readyz" checks.</summary>
    public static void AddReadinessChecks(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: _longestCheck)
        .AddCheck<ProviderCheck>("provider", timeout: _longestCheck);

    /// <summary>Maps the two addresses.</summary>
    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false })
            .AllowAnonymous()
            .ServeWithoutDatabase();
        app.MapHealthChecks("/readyz")
            .AllowAnonymous()
            .ServeWithoutDatabase()
            .RequireRateLimiting(RateLimits.ReadinessChecks)

            // A check that is over the limit gets a bare 429. The error page is for users.
            .WithMetadata(new SkipStatusCodePagesAttribute());
    }

    /// <summary>Checks whether a request could read its session cookie and its tokens.</summary>
    private sealed class DatabaseCheck(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (services.GetService<DatabaseState>() is not { } state)
            {
                return HealthCheckResult.Healthy("The app has no database.");
            }

            if (!state.IsReady)
            {
                return HealthCheckResult.Unhealthy("The data protection keys are not loaded yet.");
            }

            await using var query = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT 1");
            await query.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>
    /// Checks whether the provider's addresses and keys are known. The app keeps them for hours, so most checks send no
    /// request.
    /// </summary>
    private sealed class ProviderCheck(IOptionsMonitor<OpenIdConnectOptions> options) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var manager = options.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager!;
            var metadata = await manager.GetConfigurationAsync(cancellationToken);
            return metadata.SigningKeys.Count > 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The provider's metadata has no signing keys.");
        }
    }
}
