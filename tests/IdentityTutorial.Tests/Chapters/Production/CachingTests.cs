using System.Net.Http.Headers;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What is compressed and kept, and what must not be.</summary>
public sealed class CachingTests
{
    private readonly TestNetwork _network = new();

    [Theory]
    [InlineData("/css/site.css?v=1", "public, max-age=31536000, immutable")]
    [InlineData("/css/site.css", "public, no-cache")]
    [InlineData("/js/copy.js?v=1", "public, max-age=31536000, immutable")]
    public async Task A_file_is_compressed_and_kept_as_long_as_its_version(string path, string cacheControl)
    {
        using var answer = await GetAsync(path);

        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(CacheControlHeaderValue.Parse(cacheControl), answer.Headers.CacheControl);
    }

    [Fact]
    public async Task A_page_is_not_compressed_because_its_length_would_tell_secrets()
    {
        using var answer = await GetAsync("/");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Contains("?v=", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        await using var chapter = ProductionChapter.Create(_network);
        using var client = chapter.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        return answer;
    }
}
