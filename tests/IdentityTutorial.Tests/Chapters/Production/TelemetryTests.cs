using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>One id for a request, and no telemetry unless somebody wants it.</summary>
public sealed class TelemetryTests(ProductionStage shared) : IClassFixture<ProductionStage>
{
    [Fact]
    public void Without_a_collector_nothing_is_set_up()
    {
        Assert.Null(shared.Chapter().Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    [Fact]
    public async Task The_id_on_an_error_page_is_the_trace_id_of_the_request()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var client = shared.Chapter().CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(trace, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
