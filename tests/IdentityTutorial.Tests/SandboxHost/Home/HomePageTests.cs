using System.Net;
using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.Home;

public sealed class HomePageTests : IAsyncDisposable
{
    private readonly SandboxFactory _sandbox = new();

    [Fact]
    public async Task It_says_that_it_is_a_local_sandbox()
    {
        var page = await OpenAsync();

        Assert.Equal("Local sandbox — not a Microsoft service", page.QuerySelector("[role=note]")!.TextContent);
    }

    [Fact]
    public async Task It_lists_the_people_with_their_password_and_the_authorities()
    {
        var page = await OpenAsync();

        var text = page.Body!.TextContent;
        Assert.All(
            ["alice@contoso.example", "bob@contoso.example", "dan@contoso.example", "mia@contoso.example", "eve@fabrikam.example", SeededTenants.Password],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Contains($"https://localhost:7443/{SeededTenants.Contoso}/v2.0", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_the_customers_and_the_authority_of_each_policy()
    {
        var page = await OpenAsync();

        var text = page.Body!.TextContent;
        Assert.Contains(SeededTenants.Casey, text, StringComparison.Ordinal);
        Assert.Contains($"https://localhost:7443/{SeededTenants.B2CDomain}/B2C_1_susi/v2.0", text, StringComparison.Ordinal);
        Assert.Contains($"https://localhost:7443/{SeededTenants.B2CDomain}/B2C_1A_SIGNUP_SIGNIN/v2.0", text, StringComparison.Ordinal);
        Assert.Contains($"https://localhost:7443/{SeededTenants.Customers}/v2.0", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_each_chapters_state_address_log_and_reading()
    {
        var board = _sandbox.Services.GetRequiredService<ChapterBoard>();
        board.Open([Chapter("1-1", "Sign in", 7111), Chapter("1-2", "Customers", 7112)]);
        board.Runs[0].Become(ChapterState.Running);
        board.Runs[1].Log.Add("Unhandled exception. <boom>");
        board.Runs[1].Become(ChapterState.Crashed, "Its process ended by itself with exit code 134.");

        var page = await OpenAsync();

        var chapters = page.QuerySelectorAll(".chapter");
        Assert.Equal(["running", "crashed"], chapters.Select(chapter => chapter.QuerySelector(".state")!.TextContent));
        Assert.Equal("https://localhost:7111", chapters[0].QuerySelector("a.button")!.GetAttribute("href"));
        Assert.Null(chapters[1].QuerySelector("a.button"));
        Assert.Contains("exit code 134", chapters[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("Unhandled exception. <boom>", chapters[1].QuerySelector("details[open] pre")!.TextContent);
        Assert.Contains("1-Authentication/1-1-Test/README.md", chapters[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Click Alice.", chapters[0].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/error")]
    [InlineData("/sandbox/token")]
    public async Task The_pages_of_the_sandbox_have_a_menu_that_leads_to_pages(string path)
    {
        using var client = _sandbox.CreateClient();
        var links = new HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).QuerySelectorAll("nav.menu a");

        Assert.Contains("Documents", links.Select(link => link.TextContent));
        foreach (var link in links)
        {
            using var answer = await client.GetAsync(link.GetAttribute("href"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sandbox/api/ready")]
    [InlineData("/sandbox.css")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var client = _sandbox.CreateClient();

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_inline_script_or_style_that_the_policy_would_block()
    {
        var page = await OpenAsync();

        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], [onclick], [onload]"));
    }

    [Theory]
    [InlineData("text/html,*/*", "Nothing here")]
    [InlineData("application/json", "")]
    public async Task An_unknown_address_is_a_page_for_people_and_a_bare_status_for_programs(string accept, string expected)
    {
        using var client = _sandbox.CreateClient();
        client.DefaultRequestHeaders.Add("Accept", accept);

        using var answer = await client.GetAsync("/no/such/page", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.Length == 0 ? body.Length == 0 : body.Contains(expected, StringComparison.Ordinal), body);
    }

    [Fact]
    public async Task Another_host_name_that_resolves_to_this_machine_is_refused()
    {
        using var client = _sandbox.CreateClient();
        client.DefaultRequestHeaders.Host = "rebound.example";

        using var answer = await client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> OpenAsync()
    {
        using var client = _sandbox.CreateClient();
        return await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private static Chapter Chapter(string number, string title, int port) => new()
    {
        Name = $"{number}-Test",
        Number = number,
        Title = title,
        Description = "What it teaches.",
        Suggestions = [new Suggestion(Step: null, "Click Alice.")],
        ProjectFile = Path.Combine(Path.GetTempPath(), "1-Authentication", $"{number}-Test", "App.csproj"),
        Url = new Uri($"https://localhost:{port}"),
    };
}
