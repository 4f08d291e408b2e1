using System.Collections.Concurrent;
using System.Text;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Processes;

/// <summary>Chapter 3-1 sends logs, traces and metrics to a collector, and nothing that was in a query.</summary>
[Collection(ProcessTests.Name)]
public sealed class TelemetryTests
{
    private readonly ConcurrentDictionary<string, string> _received = new();

    [Fact]
    public async Task A_collector_gets_logs_traces_and_metrics_of_one_name_and_instance()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        await using var collector = await StartCollectorAsync();
        await using var chapter = ProcessApp.Start(RepositoryPaths.Chapter("DeployToAppService"), certificate, environment:
        [
            .. ChapterLaunch.AppService.Environment($"https://localhost:{Loopback.FreePort()}"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "shop"), ("WEBSITE_INSTANCE_ID", "c0ffee00-and-more"),
        ]);
        await chapter.WaitUntilAnsweringAsync(certificate, cancellationToken, "/healthz");
        using (var client = new HttpClient(certificate.CreateHandler()) { BaseAddress = chapter.Address })
        {
            using var answer = await client.GetAsync("/nowhere?code=hidden-value", cancellationToken);
        }

        await chapter.StopAsync(); // the last batches leave when the app ends

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], _received.Keys.Order(StringComparer.Ordinal));
        Assert.All(_received.Values, sent => Assert.Contains("shop", sent, StringComparison.Ordinal));
        Assert.All(_received.Values, sent => Assert.Contains("c0ffee00", sent, StringComparison.Ordinal));
        Assert.Contains("/nowhere", _received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("/healthz", _received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", _received["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(_received.Values, sent => Assert.DoesNotContain("hidden-value", sent, StringComparison.Ordinal));
    }

    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            // Names and texts stand in protobuf as they are.
            var text = Encoding.UTF8.GetString(body.ToArray());
            _received.AddOrUpdate(context.Request.Path, text, (_, earlier) => earlier + text);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
