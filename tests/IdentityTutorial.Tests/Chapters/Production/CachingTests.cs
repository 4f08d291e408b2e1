using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What is compressed and kept, and what must not be.</summary>
[Collection(ProcessTests.Name)]
public sealed class CachingTests
{
    [Fact]
    public async Task Published_files_are_compressed_and_browsers_ask_whether_they_have_changed()
    {
        var published = Directory.CreateTempSubdirectory("identity-tutorial-published-");
        try
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
            var chapter = RepositoryPaths.Chapter("DeployToAppService");
            var run = await Tool.RunAsync(
                "dotnet", ["publish", "--no-build", "--configuration", configuration, "--output", published.FullName], chapter, TestContext.Current.CancellationToken);
            Assert.True(run.ExitCode == 0, run.Output);
            var manifest = await File.ReadAllTextAsync(Path.Combine(published.FullName, "DeployToAppService.staticwebassets.endpoints.json"), TestContext.Current.CancellationToken);
            var files = JsonNode.Parse(manifest)!["Endpoints"]!.AsArray();

            foreach (var name in new[] { "css/site.css", "js/copy.js" })
            {
                Assert.Equal("no-cache", HeaderOf(files, file => Text(file, "Route") == name, "Cache-Control"));
                Assert.NotNull(HeaderOf(files, file => Text(file, "Route") == name, "ETag"));
                Assert.Equal("br", HeaderOf(files, file => Text(file, "Route") == name && Text(file, "AssetFile") == name + ".br", "Content-Encoding"));
                Assert.True(File.Exists(Path.Combine(published.FullName, "wwwroot", name + ".br")));
            }
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_page_is_not_compressed_because_its_length_would_tell_secrets()
    {
        await using var chapter = ProductionChapter.Create(new());
        using var client = chapter.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    private static string? HeaderOf(JsonArray files, Func<JsonNode, bool> wanted, string header) => files
        .Where(file => wanted(file!))
        .SelectMany(file => file!["ResponseHeaders"]!.AsArray())
        .Where(line => Text(line!, "Name") == header)
        .Select(line => Text(line!, "Value"))
        .FirstOrDefault();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
