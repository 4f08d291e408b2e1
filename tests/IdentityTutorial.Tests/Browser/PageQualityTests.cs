using IdentityTutorial.Tests.TestKit.Chromium;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Every page: nothing in the console, nothing serious for axe, no sideways scrolling on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageQualityTests(BrowserStage stage)
{
    [Fact]
    public async Task The_pages_of_a_signed_in_person_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();

        foreach (var path in new[] { "/", "/Home/Token", "/Home/Members" })
        {
            await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"1-1{path.Replace('/', '-').TrimEnd('-')}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/MicrosoftIdentity/Account/SignedOut")]
    [InlineData("/MicrosoftIdentity/Account/AccessDenied")]
    public async Task A_page_of_the_chapter_that_needs_nobody_has_no_fault(string path)
    {
        await using var tab = await stage.OpenAsync(path);

        await PageQuality.ShouldBeFineAsync(tab, $"1-1-anonymous{path.Replace('/', '-').TrimEnd('-')}");
    }

    [Fact]
    public async Task The_sandboxs_home_and_sign_in_page_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/Home/Members");
        Assert.StartsWith((await stage.SandboxAsync()).ToString(), tab.Page.Url, StringComparison.Ordinal);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-sign-in");

        await tab.Page.GotoAsync((await stage.SandboxAsync()).ToString());

        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home");
    }

    [Theory]
    [InlineData("docs", "/sandbox/docs")]
    [InlineData("docs-search", "/sandbox/docs?q=token%20cache")]
    [InlineData("docs-nothing-found", "/sandbox/docs?q=zyzzyva")]
    [InlineData("docs-diagram", "/sandbox/docs/1-Authentication/1-1-AzureAD-SignIn/README.md")]
    [InlineData("docs-pictures", "/sandbox/docs/README.md")]
    [InlineData("docs-tables", "/sandbox/docs/sandbox/README.md")]
    [InlineData("docs-code", "/sandbox/docs/sandbox/Program.cs#L3-L5")]
    [InlineData("docs-folder", "/sandbox/docs/docs/decisions")]
    public async Task A_document_in_the_sandbox_has_no_fault(string name, string path)
    {
        await using var tab = await stage.OpenAsync(new Uri(await stage.SandboxAsync(), path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-{name}");
    }

    [Fact]
    public async Task A_link_to_lines_of_code_marks_them_and_opens_the_editor_there()
    {
        await using var tab = await stage.OpenAsync(
            new Uri(await stage.SandboxAsync(), "/sandbox/docs/sandbox/Program.cs#L3-L5").ToString());

        Assert.Equal(
            ["L3", "L4", "L5"],
            await tab.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.marked')].map(line => line.id)"));
        var editor = await tab.Page.Locator("a[href^='vscode:']").GetAttributeAsync("href");
        Assert.EndsWith("/sandbox/Program.cs:3", editor, StringComparison.Ordinal);
        tab.ShouldHaveNoProblems();
    }
}
