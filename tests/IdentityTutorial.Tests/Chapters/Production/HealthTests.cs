using System.Net;
using DeployToAppService.Controllers;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What a platform asks to see whether an instance lives and whether it is of use.</summary>
public sealed class HealthTests(ProductionStage shared) : IClassFixture<ProductionStage>
{
    [Theory]
    [InlineData("http://10.0.0.5:8080/healthz")]
    [InlineData("http://10.0.0.5:8080/readyz")]
    [InlineData("https://app.example/readyz")]
    public async Task Anybody_may_ask_over_http_and_under_any_name(string address)
    {
        var (status, text) = await GetAsync(shared.Chapter(), address);

        Assert.Equal((HttpStatusCode.OK, "Healthy"), (status, text));
    }

    [Fact]
    public async Task Without_the_provider_an_instance_lives_and_is_not_ready_and_says_no_more()
    {
        var network = new TestNetwork();
        network.Unregister(SandboxFactory.Address);
        await using var chapter = ProductionChapter.Create(network);

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(chapter, "/healthz"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await GetAsync(chapter, "/readyz"));
        Assert.Contains(chapter.Log.Problems, line => line.Text.Contains("provider", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_database_an_instance_lives_and_is_not_ready_and_says_no_more()
    {
        await using var chapter = ProductionChapter.Create(shared.Network, new()
        {
            ["ConnectionStrings:Database"] = $"Host=127.0.0.1;Port={Loopback.FreePort()};Username=app;Password=hidden-value;Timeout=2",
        });

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(chapter, "/healthz"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await GetAsync(chapter, "/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(chapter, "/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(chapter, "/css/site.css")).Status);
        Assert.DoesNotContain(chapter.Log.Lines, line => line.Text.Contains("hidden-value", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_cannot_make_an_instance_query_without_end()
    {
        await using var chapter = ProductionChapter.Create(new());
        await GetAsync(chapter, "/healthz"); // starts it

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => GetAsync(chapter, "/readyz")));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Empty(answer.Text));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(chapter, "/healthz")).Status);
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<InstanceController> chapter, string address)
    {
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
