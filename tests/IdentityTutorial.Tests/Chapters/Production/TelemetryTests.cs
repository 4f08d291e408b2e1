using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>With a collector, logs, traces and metrics go there under one name; without, nothing is set up.</summary>
public sealed class TelemetryTests
{
    private readonly TestNetwork _network = new();
    private readonly ConcurrentDictionary<string, string> _received = new();

    [Fact]
    public async Task A_collector_gets_logs_traces_and_metrics_without_what_was_in_queries()
    {
        await using var sandbox = new SandboxFactory();
        _network.Register(SandboxFactory.Address, () => sandbox.Server.CreateHandler());
        await using var collector = await StartCollectorAsync();
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var connection = new SocketsHttpHandler();
        _network.Register(new(address), () => connection);
        await using (var chapter = ProductionChapter.Create(_network, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "shop",
            ["WEBSITE_INSTANCE_ID"] = "instance-12345",
        }))
        {
            using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });
            using var challenge = await client.GetAsync("/profile?code=hidden-value", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        } // the last batches leave when the app ends

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], _received.Keys.Order(StringComparer.Ordinal));
        Assert.All(_received.Values, sent => Assert.Contains("shop", sent, StringComparison.Ordinal));
        Assert.All(_received.Values, sent => Assert.Contains("instance", sent, StringComparison.Ordinal));
        Assert.Contains("/profile", _received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", _received["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(_received.Values, sent => Assert.DoesNotContain("hidden-value", sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_set_up()
    {
        await using var chapter = ProductionChapter.Create(_network);

        Assert.Null(chapter.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    [Fact]
    public async Task The_id_on_an_error_page_is_the_trace_id_of_the_request()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var chapter = ProductionChapter.Create(_network);
        using var client = chapter.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(trace, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
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
