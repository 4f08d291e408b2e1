using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.SandboxHost.Documents;

/// <summary>
/// The pictures of the Mermaid diagrams. GitHub draws the diagrams itself. The sandbox shows a picture, because the
/// script that draws them is larger than all its pages. With <c>IDENTITYTUTORIAL_UPDATE_PICTURES=true</c>, and after
/// <c>npm ci</c> in <c>tests/diagrams</c>, the test draws the pictures that are missing and deletes old ones.
/// </summary>
public sealed class DiagramPictures : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private const string Folder = "ReadmeFiles/diagrams";

    private readonly SandboxFactory _sandbox = new();

    [Fact]
    public async Task Each_diagram_has_its_picture_and_each_picture_its_diagram()
    {
        var diagrams = await FindAsync();
        var update = Environment.GetEnvironmentVariable("IDENTITYTUTORIAL_UPDATE_PICTURES");
        if (string.Equals(update, "true", StringComparison.OrdinalIgnoreCase))
        {
            await DrawAsync(diagrams);
        }

        var pictures = Directory.EnumerateFiles(RepositoryPaths.Of(Folder)).Select(file => Path.GetFileName(file)!);
        Assert.Equal(diagrams.Keys.Order(StringComparer.Ordinal), pictures.Order(StringComparer.Ordinal));
    }

    /// <summary>The source of each diagram, by the name of its picture.</summary>
    private async Task<Dictionary<string, string>> FindAsync()
    {
        using var client = _sandbox.CreateClient();
        var diagrams = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in MarkdownPage.All)
        {
            var page = new HtmlParser().ParseDocument(await client.GetStringAsync($"/sandbox/docs/{path}", Cancelled));
            foreach (var figure in page.QuerySelectorAll("figure.diagram"))
            {
                var picture = figure.QuerySelector("img")!.GetAttribute("src")!;
                diagrams[picture.Split('/')[^1]] = figure.QuerySelector("code")!.TextContent;
            }
        }

        Assert.NotEmpty(diagrams);
        return diagrams;
    }

    private static async Task DrawAsync(Dictionary<string, string> diagrams)
    {
        var folder = RepositoryPaths.Of(Folder);
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder)
            .Where(file => !diagrams.ContainsKey(Path.GetFileName(file))))
        {
            File.Delete(old);
        }

        await using var browser = await ChromiumBrowser.StartAsync();
        await using var tab = await browser.NewPageAsync();
        await tab.Page.AddScriptTagAsync(new()
        {
            Path = RepositoryPaths.Of("tests/diagrams/node_modules/mermaid/dist/mermaid.min.js"),
        });
        foreach (var (name, source) in diagrams.Where(diagram => !File.Exists(Path.Combine(folder, diagram.Key))))
        {
            var svg = await tab.Page.EvaluateAsync<string>(
                """
                async source => {
                  mermaid.initialize({ startOnLoad: false, theme: "neutral", fontFamily: "sans-serif" });
                  return (await mermaid.render("diagram", source)).svg;
                }
                """,
                source);
            await File.WriteAllTextAsync(Path.Combine(folder, name), svg + "\n", Cancelled);
        }
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();
}
