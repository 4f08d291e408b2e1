using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class ChapterProcessTests
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
}
