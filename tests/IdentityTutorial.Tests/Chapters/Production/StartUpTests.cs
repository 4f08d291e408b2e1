using DeployToAppService.Controllers;
using DeployToAppService.Operations;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What an operator reads in the log when the app has started.</summary>
public sealed class StartUpTests
{
    private readonly TestNetwork _network = new();

    [Fact]
    public async Task The_redirect_uri_that_the_world_sees_is_said()
    {
        await using var chapter = await StartAsync(new() { ["WEBSITE_HOSTNAME"] = "shop.azurewebsites.net" });

        Assert.Contains(Report(chapter), line => line.Level == LogLevel.Information && line.Text.Contains(" https://shop.azurewebsites.net/signin-oidc ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public async Task App_Service_authentication_is_noticed(string value)
    {
        await using var chapter = await StartAsync(new() { ["WEBSITE_AUTH_ENABLED"] = value });

        Assert.Contains(Report(chapter), line => line.Level == LogLevel.Warning && line.Text.Contains("WEBSITE_AUTH_ENABLED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task State_that_is_not_shared_is_a_warning_in_production_and_none_in_development()
    {
        await using var production = await StartAsync([]);
        await using var development = await StartAsync([], "Development");

        Assert.Contains(Report(production), line => line.Level == LogLevel.Warning && line.Text.StartsWith("ConnectionStrings:Database is blank", StringComparison.Ordinal));
        Assert.DoesNotContain(Report(development), line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task A_database_whose_keys_nothing_encrypts_is_a_warning()
    {
        await using var chapter = await StartAsync(new() { ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Timeout=1" });

        Assert.Contains(Report(chapter), line => line.Level == LogLevel.Warning && line.Text.StartsWith("DataProtection:CertificatePath is blank", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task A_host_behind_a_proxy_that_the_app_does_not_know_is_a_warning(string? network, bool warned)
    {
        var settings = new Dictionary<string, string?> { ["WEBSITE_HOSTNAME"] = "shop.azurewebsites.net" };
        if (network is not null)
        {
            settings["ForwardedHeaders:KnownNetworks:0"] = network;
        }

        await using var chapter = await StartAsync(settings);

        Assert.Equal(warned, Report(chapter).Any(line => line.Level == LogLevel.Warning && line.Text.StartsWith("ForwardedHeaders:KnownNetworks is blank", StringComparison.Ordinal)));
    }

    private static IEnumerable<LogLine> Report(ChapterFactory<InstanceController> chapter) =>
        chapter.Log.Lines.Where(line => line.Category == typeof(StartUpReport).FullName);

    private async Task<ChapterFactory<InstanceController>> StartAsync(Dictionary<string, string?> settings, string environment = "Production")
    {
        var chapter = ProductionChapter.Create(_network, settings, environment);
        using var client = chapter.CreateClient();
        using var answer = await client.GetAsync("/healthz", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return chapter;
    }
}
