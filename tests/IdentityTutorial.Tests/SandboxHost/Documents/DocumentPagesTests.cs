using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit;

namespace IdentityTutorial.Tests.SandboxHost.Documents;

/// <summary>The repository's documents as pages of the tutorial home.</summary>
public sealed class DocumentPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private const string Address = "/sandbox/docs";

    private readonly SandboxFactory _sandbox = new();

    [Fact]
    public async Task Each_document_of_the_repository_is_listed_and_opens_with_its_title()
    {
        var list = await OpenAsync(Address);

        foreach (var path in MarkdownPage.All)
        {
            var link = Assert.Single(
                list.QuerySelectorAll("main li a"), each => each.GetAttribute("href") == $"{Address}/{path}");
            var page = await OpenAsync(link.GetAttribute("href")!);
            Assert.Equal(link.TextContent, page.QuerySelector(".document h1")!.TextContent);
        }
    }

    [Fact]
    public async Task Each_link_between_documents_leads_to_a_page_that_has_the_named_part()
    {
        var broken = new List<string>();
        foreach (var path in MarkdownPage.All)
        {
            var page = await OpenAsync($"{Address}/{path}");
            var from = new Uri($"https://localhost:7443{Address}/{path}");
            foreach (var target in page.QuerySelectorAll(".document a[href], .document img[src]")
                .Select(each => new Uri(from, each.GetAttribute("href") ?? each.GetAttribute("src")!))
                .Where(target => target.AbsolutePath.StartsWith(Address, StringComparison.Ordinal)).Distinct())
            {
                if (!await IsThereAsync(target))
                {
                    broken.Add($"{path}: {target.PathAndQuery}{target.Fragment}");
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Fact]
    public async Task A_diagram_is_a_picture_with_its_source()
    {
        var page = await OpenAsync($"{Address}/1-Authentication/1-1-AzureAD-SignIn/README.md");

        var diagram = Assert.Single(page.QuerySelectorAll("figure.diagram"));
        using var client = _sandbox.CreateWireClient();
        using var picture = await client.GetAsync(diagram.QuerySelector("img")!.GetAttribute("src"), Cancelled);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        var source = diagram.QuerySelector("details code")!.TextContent;
        Assert.StartsWith("sequenceDiagram", source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_has_line_numbers_to_link_to_and_opens_in_an_editor()
    {
        var page = await OpenAsync($"{Address}/sandbox/Program.cs");

        Assert.Equal("using Sandbox;", page.QuerySelector("#L1")!.TextContent.Trim());
        Assert.Contains(
            page.QuerySelectorAll("a"),
            link => link.GetAttribute("href")!.StartsWith("vscode://file/", StringComparison.Ordinal)
                && link.GetAttribute("href")!.EndsWith("/sandbox/Program.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("sandbox/")]
    public async Task The_address_of_a_folder_leads_to_its_README(string folder)
    {
        using var client = _sandbox.CreateWireClient();
        using var response = await client.GetAsync($"{Address}/{folder}", Cancelled);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal($"{Address}/sandbox/README.md", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_address_of_another_folder_lists_what_is_in_it()
    {
        var page = await OpenAsync($"{Address}/docs/decisions");

        Assert.Contains(
            page.QuerySelectorAll("main li a"),
            link => link.GetAttribute("href") == $"{Address}/docs/decisions/0002-the-sandbox.md");
    }

    [Fact]
    public async Task Each_error_of_the_troubleshooting_page_has_an_address_that_leads_to_its_section()
    {
        using var client = _sandbox.CreateWireClient();
        var page = await OpenAsync($"{Address}/ReadmeFiles/troubleshooting.md");

        foreach (var heading in page.QuerySelectorAll(".document h3"))
        {
            using var response = await client.GetAsync($"{Address}/errors/{heading.TextContent}", Cancelled);
            Assert.Equal(
                $"{Address}/ReadmeFiles/troubleshooting.md#{heading.Id}", response.Headers.Location!.OriginalString);
        }
    }

    [Theory]
    [InlineData("AADSTS53000", "AADSTS53000")]
    [InlineData("a&b=c", "a%26b%3Dc")]
    public async Task An_error_without_a_section_leads_to_the_search(string code, string words)
    {
        using var client = _sandbox.CreateWireClient();
        using var response = await client.GetAsync($"{Address}/errors/{Uri.EscapeDataString(code)}", Cancelled);

        Assert.Equal($"{Address}?q={words}", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".git")]
    [InlineData("sandbox/.data/sandbox.db")]
    [InlineData("sandbox/bin/Debug/net10.0/Sandbox.dll")]
    [InlineData("sandbox/obj/project.assets.json")]
    [InlineData("tests/clients/node_modules/.package-lock.json")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("sandbox/..%5c..%5csecret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/Windows/notes.txt")]
    [InlineData("README.md.")]
    [InlineData("README.md%20")]
    [InlineData("readme.md")]
    [InlineData("sandbox/DATA~1/sandbox.db")]
    [InlineData("NUL")]
    [InlineData("sandbox//README.md")]
    [InlineData("sandbox/./README.md%20")]
    [InlineData("README.md::$DATA")]
    [InlineData("No/Such.md")]
    public async Task What_is_no_text_of_the_repository_is_not_found(string path)
    {
        using var client = _sandbox.CreateWireClient();
        using var response = await client.GetAsync($"{Address}/{path}", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=token")]
    [InlineData("/README.md")]
    public async Task A_page_of_another_site_cannot_have_the_documents_read_by_its_images(string address)
    {
        using var client = _sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + address);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "no-cors");

        using var response = await client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<bool> IsThereAsync(Uri target)
    {
        using var client = _sandbox.CreateWireClient();
        using var response = await client.GetAsync(target.AbsolutePath, Cancelled);
        if (response.StatusCode == HttpStatusCode.Found)
        {
            return await IsThereAsync(new Uri(target, response.Headers.Location!));
        }

        if (response.StatusCode != HttpStatusCode.OK || target.Fragment.Length == 0)
        {
            return response.StatusCode == HttpStatusCode.OK;
        }

        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancelled));

        // A range of lines has two ends.
        return Uri.UnescapeDataString(target.Fragment[1..]).Split("-L")
            .Select((part, number) => number == 0 ? part : $"L{part}")
            .All(id => page.GetElementById(id) is not null);
    }

    private async Task<IDocument> OpenAsync(string address)
    {
        using var client = _sandbox.CreateWireClient();
        return new HtmlParser().ParseDocument(await client.GetStringAsync(address, Cancelled));
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();
}
