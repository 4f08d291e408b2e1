using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.TestKit;

namespace IdentityTutorial.Tests.SandboxHost.Documents;

/// <summary>The search over all documents.</summary>
public sealed class DocumentSearchTests : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly SandboxFactory _sandbox = new();

    [Fact]
    public async Task An_error_code_leads_to_its_section_first()
    {
        var results = await SearchAsync("AADSTS50105");

        var first = results.QuerySelector(".results a")!;
        Assert.StartsWith(
            "/sandbox/docs/ReadmeFiles/troubleshooting.md#", first.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("AADSTS50105", first.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_code_of_the_provider_leads_to_its_page_as_well()
    {
        var page = await SearchAsync("AADSTS50011");

        Assert.Equal("/error?code=AADSTS50011", page.QuerySelector("main .note a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_section_has_all_words_and_marks_them()
    {
        var results = await SearchAsync("token CACHE");

        Assert.NotEmpty(results.QuerySelectorAll(".results li"));
        Assert.Contains(
            results.QuerySelectorAll(".results mark"),
            mark => mark.TextContent.Equals("cache", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("NEAR(")]
    [InlineData("a AND")]
    [InlineData("title:x")]
    [InlineData("*")]
    [InlineData("'; DROP TABLE sections; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Search_words_are_never_syntax(string words)
    {
        var page = await SearchAsync(words);

        Assert.Equal(words, page.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("#results-title"));
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task A_null_character_in_the_words_finds_nothing()
    {
        var page = await SearchAsync("a\0b");

        Assert.Equal("Nothing found", page.QuerySelector("#results-title")!.TextContent);
    }

    [Fact]
    public async Task A_search_without_results_says_so()
    {
        var page = await SearchAsync("zyzzyva");

        Assert.Contains(
            "No section has all of the words in “zyzzyva”.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<IDocument> SearchAsync(string words)
    {
        using var client = _sandbox.CreateClient();
        return new HtmlParser().ParseDocument(
            await client.GetStringAsync($"/sandbox/docs?q={Uri.EscapeDataString(words)}", Cancelled));
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();
}
