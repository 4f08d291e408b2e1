using Microsoft.AspNetCore.StaticFiles;

namespace DeployToAppService;

/// <summary>What an app needs in production besides its pages, in one place for services and one for the pipeline.</summary>
public static class Production
{
    public static void AddProduction(this WebApplicationBuilder builder)
    {
        builder.AddSharedState();
        builder.AddTelemetry();
        builder.AddSignInLimit();
        builder.Services.AddChecks();
        builder.Services.AddHostedService<StartUpReport>();
        // Pages stay uncompressed: over TLS, the length of a page that has both a secret and what somebody typed gives the secret away (BREACH).
        builder.Services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/css", "text/javascript", "image/svg+xml"]));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 128 * 1024; // nobody posts more than an ID token
        });
        // After SIGTERM, requests in flight have this long to end. App Service waits WEBSITES_CONTAINER_STOP_TIME_LIMIT, which has to be longer.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
    }

    public static void UseProduction(this WebApplication app)
    {
        app.UseTraceIds();
        app.UseExceptionHandler("/error").UseStatusCodePagesWithReExecute("/error");
        app.UseCredentialRetry();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Cache });
        app.UseHealthChecks();
        app.UseRateLimiter();
        app.UseDatabaseGate();
    }

    // Pages link to files by address and version, so a file of a version can stay as long as a browser likes.
    private static void Cache(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, no-cache";
}
