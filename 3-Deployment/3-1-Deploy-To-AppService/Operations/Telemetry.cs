using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DeployToAppService;

/// <summary>Logs, traces and metrics over OTLP when OTEL_EXPORTER_OTLP_ENDPOINT says where to; the SDK reads its other OTEL_* variables itself.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName, serviceInstanceId: Instance.Of(builder.Configuration)))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => context.Request.Path != "/healthz" && context.Request.Path != "/readyz")
                .AddHttpClientInstrumentation() // query strings are redacted by default, and headers and bodies are never recorded
                .AddSource("Npgsql"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Npgsql"))
            .WithLogging(null, logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, true))
            .UseOtlpExporter();
    }

    /// <summary>One id for a request in the log, in its trace and on the error page.</summary>
    public static void UseTraceIds(this WebApplication app) => app.Use((context, next) =>
    {
        if (System.Diagnostics.Activity.Current is { } activity)
            context.TraceIdentifier = activity.TraceId.ToHexString();
        return next(context);
    });
}
