using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed partial class ChapterProcessTests
{
    [Fact]
    public async Task A_chapter_without_its_client_id_ends_at_once_with_one_sentence_that_names_the_key()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        await using var chapter = ProcessApp.Start(RepositoryPaths.Chapter("AzureADSignIn"), certificate, environment: [("AzureAd__ClientId", "")]);

        var code = await chapter.WaitForExitAsync(TimeSpan.FromSeconds(30), cancellationToken);

        Assert.NotEqual(0, code);
        Assert.Contains("AzureAd:ClientId", chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", chapter.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chapter_that_is_asked_to_end_ends_by_itself()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        await using var chapter = ProcessApp.Start(RepositoryPaths.Chapter("AzureADSignIn"), certificate);
        await chapter.WaitUntilAnsweringAsync(certificate, cancellationToken);

        await chapter.StopAsync();

        Assert.Equal(0, chapter.ExitCode);
    }

    [Fact]
    public async Task The_correlation_id_on_the_error_page_is_in_the_chapters_log()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        await using var chapter = ProcessApp.Start(RepositoryPaths.Chapter("AzureADSignIn"), certificate,
            environment: [("AzureAd__Authority", $"https://localhost:{Loopback.FreePort()}/{SeededTenants.Contoso}/v2.0")]);
        await chapter.WaitUntilAnsweringAsync(certificate, cancellationToken);
        using var client = new HttpClient(certificate.CreateHandler()) { BaseAddress = chapter.Address };

        using var answer = await client.GetAsync("/Home/Members", cancellationToken);

        var id = RequestId().Match(await answer.Content.ReadAsStringAsync(cancellationToken)).Value;
        Assert.NotEmpty(id);
        await chapter.StopAsync(); // the console writes in the background until then
        Assert.Contains(id, chapter.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9A-Z]{13}:[0-9A-F]{8}")]
    private static partial Regex RequestId();
}
