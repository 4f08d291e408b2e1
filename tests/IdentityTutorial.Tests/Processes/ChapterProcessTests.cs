using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed partial class ChapterProcessTests(SharedTutorial shared) : IClassFixture<SharedTutorial>
{
    [Fact]
    public async Task A_chapter_without_its_client_id_ends_at_once_with_one_sentence_that_names_the_key()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        await using var chapter = ProcessApp.Start(RepositoryPaths.Chapter("AzureADSignIn"), certificate, environment: [("AzureAd__ClientId", "")]);

        var code = await chapter.WaitForExitAsync(Patience.Limit, cancellationToken);

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

    [Fact]
    public async Task No_control_character_of_a_request_reaches_the_terminal_and_no_stray_request_leaves_a_stack_trace()
    {
        var tutorial = await shared.StartAsync();
        using var browser = tutorial.NewBrowser();
        await browser.GetAsync("/%1b%5d0;title%07");
        await browser.GetAsync("/MicrosoftIdentity/Account/SignIn/%1b%5b31mred");
        var callback = await browser.SignInUntilCallbackAsync(await browser.OpenAsync(SandboxPages.SignInPath));
        var state = callback.FormPost!.QuerySelector("input[name=state]")!.GetAttribute("value")!;
        var page = await browser.PostAsync("/signin-oidc", [new("error", "access_denied\u001b[31m"), new("error_description", "AADSTS53003: \u001b]0;title\u0007Blocked."), new("state", state)]);
        Assert.Contains("AADSTS53003", page.Text, StringComparison.Ordinal);

        await tutorial.Chapter.StopAsync(); // the console writes in the background until then

        Assert.Contains("AADSTS53003", tutorial.Chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(tutorial.Chapter.Output, letter => char.IsControl(letter) && letter is not '\n');
        Assert.DoesNotContain("   at ", tutorial.Chapter.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_is_quiet_on_the_console_and_a_failed_one_is_a_line_with_its_code()
    {
        var tutorial = await shared.StartAsync();
        using var browser = tutorial.NewBrowser();
        await browser.SignInAsync(start: "/Home/Token");
        await browser.SignOutAsync();
        var answer = await browser.PostAsync("/signin-oidc", [new("code", "x"), new("state", "y")]);
        Assert.Equal(400, (int)answer.Status);

        await tutorial.Chapter.StopAsync();

        var lines = tutorial.Chapter.Output.Split('\n').Where(line => line.StartsWith("info:", StringComparison.Ordinal) || line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(lines, line => line.StartsWith("info:", StringComparison.Ordinal) && !line.Contains("Microsoft.Hosting.Lifetime", StringComparison.Ordinal));
        Assert.Contains("Error page 400, HTTP 400: This sign-in did not start here.", tutorial.Chapter.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Authority", tutorial.Chapter.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9A-Z]{13}:[0-9A-F]{8}")]
    private static partial Regex RequestId();
}
