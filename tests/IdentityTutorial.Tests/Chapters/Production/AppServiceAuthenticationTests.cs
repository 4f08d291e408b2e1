using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>App Service can sign users in before the app. Microsoft.Identity.Web then hands over to it, so this app has nothing left to do and says so.</summary>
[Collection(ProcessTests.Name)]
public sealed class AppServiceAuthenticationTests
{
    [Fact]
    public async Task The_app_ends_with_one_sentence()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        var words = ReadmeCommand.Find(
            "3-Deployment/3-1-Deploy-To-AppService/README.md", "WEBSITE_AUTH_ENABLED=").Words;
        Assert.Equal(["dotnet", "run"], words[2..]);
        var variables = words[..2].Select(word => word.Split('='));
        await using var chapter = Start(certificate, variables.Select(pair => (pair[0], (string?)pair[1])));

        Assert.Equal(1, await chapter.WaitForExitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.StartsWith("App Service authentication signs users in with Microsoft Entra ID before a request reaches this app", chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", chapter.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_provider_the_app_runs_with_a_warning()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        await using var chapter = Start(certificate, ("WEBSITE_AUTH_ENABLED", "True"), ("WEBSITE_AUTH_DEFAULT_PROVIDER", "GitHub"));

        await chapter.WaitUntilAnsweringAsync(certificate, TestContext.Current.CancellationToken, "/healthz");
        await chapter.StopAsync();

        Assert.Contains("App Service authentication is on (WEBSITE_AUTH_ENABLED)", chapter.Output, StringComparison.Ordinal);
    }

    private static ProcessApp Start(DevelopmentCertificate certificate, params IEnumerable<(string Name, string? Value)> environment) =>
        ProcessApp.Start(RepositoryPaths.Chapter("DeployToAppService"), certificate, environment: [.. ChapterLaunch.AppService.Environment("https://localhost:7443"), .. environment]);
}
