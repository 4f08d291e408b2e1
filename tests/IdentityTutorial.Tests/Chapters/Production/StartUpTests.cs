using DeployToAppService.Controllers;
using DeployToAppService.Operations;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What an operator reads in the log when the app has started.</summary>
public sealed class StartUpTests
{
    private readonly TestNetwork _network = new();

    [Fact]
    public async Task The_redirect_uri_that_the_world_sees_is_said_and_each_setting_that_is_unfit_for_production_is_a_warning()
    {
        await using var chapter = await StartAsync(new() { ["WEBSITE_HOSTNAME"] = "shop.azurewebsites.net", ["WEBSITE_AUTH_ENABLED"] = "true" });

        Assert.Contains(Report(chapter), line => line.Level == LogLevel.Information && line.Text.Contains(" https://shop.azurewebsites.net/signin-oidc ", StringComparison.Ordinal));
        Assert.Contains(Warnings(chapter), text => text.Contains("WEBSITE_AUTH_ENABLED", StringComparison.Ordinal));
        Assert.Contains(Warnings(chapter), text => text.StartsWith("ConnectionStrings:Database is blank", StringComparison.Ordinal));
        Assert.Contains(Warnings(chapter), text => text.StartsWith("ForwardedHeaders:KnownNetworks is blank", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_whose_keys_nothing_encrypts_is_a_warning_and_a_known_proxy_is_none()
    {
        await using var chapter = await StartAsync(new()
        {
            ["ConnectionStrings:Database"] = "Host=127.0.0.1;Port=1;Timeout=1",
            ["WEBSITE_HOSTNAME"] = "shop.azurewebsites.net",
            ["WEBSITE_AUTH_ENABLED"] = "True",
            ["ForwardedHeaders:KnownNetworks:0"] = "10.0.0.0/8",
        });

        Assert.Contains(Warnings(chapter), text => text.StartsWith("DataProtection:CertificatePath is blank", StringComparison.Ordinal));
        Assert.Contains(Warnings(chapter), text => text.Contains("WEBSITE_AUTH_ENABLED", StringComparison.Ordinal));
        Assert.DoesNotContain(Warnings(chapter), text => text.StartsWith("ForwardedHeaders:KnownNetworks is blank", StringComparison.Ordinal));
        Assert.DoesNotContain(Warnings(chapter), text => text.StartsWith("ConnectionStrings:Database is blank", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_development_there_is_no_warning()
    {
        await using var chapter = await StartAsync([], "Development");

        Assert.Empty(Warnings(chapter));
    }

    private static IEnumerable<string> Warnings(ChapterFactory<InstanceController> chapter) =>
        Report(chapter).Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

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
