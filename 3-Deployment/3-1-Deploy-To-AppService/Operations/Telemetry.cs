using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DeployToAppService.Operations;

/// <summary>
/// Sends logs, traces and metrics over OTLP if OTEL_EXPORTER_OTLP_ENDPOINT names a collector. The SDK reads the other
/// OTEL_* variables itself.
/// </summary>
public static class Telemetry
{
    /// <summary>Registers the exporter, if there is a collector.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        var service = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                service, serviceInstanceId: Instance.NameIn(builder.Configuration)))
            .WithTracing(AddTraces)
            .WithMetrics(AddMetrics)
            .WithLogging(configureBuilder: null, configureOptions: AddLogs)
            .UseOtlpExporter();
    }

    /// <summary>Gives a request one ID in the log, in its trace and on the error page.</summary>
    public static void UseTraceIds(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (Activity.Current is { } activity)
        {
            context.TraceIdentifier = activity.TraceId.ToHexString();
        }

        await next(context);
    });

    // The instrumentation redacts query strings, which carry codes and states, and records no headers and no bodies.
    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !IsHealthCheck(context.Request))
        .AddHttpClientInstrumentation()
        .AddSource("Npgsql");

    private static void AddMetrics(MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddMeter("Npgsql");

    private static void AddLogs(OpenTelemetryLoggerOptions logs)
    {
        logs.IncludeFormattedMessage = true;
        logs.IncludeScopes = true;
    }

    private static bool IsHealthCheck(HttpRequest request) => request.Path == "/healthz" || request.Path == "/readyz";
}
