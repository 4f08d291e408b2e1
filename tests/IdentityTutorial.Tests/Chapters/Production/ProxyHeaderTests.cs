using System.Net;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Who the app believes about how somebody came.</summary>
public sealed class ProxyHeaderTests : IAsyncDisposable
{
    private readonly TestNetwork _network = new();
    private readonly SandboxFactory _sandbox = new();

    public ProxyHeaderTests() => _network.Register(SandboxFactory.Address, () => _sandbox.Server.CreateHandler());

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("203.0.113.9", false)]
    [InlineData("127.0.0.1", false)]
    public async Task Only_a_declared_proxy_is_believed_about_the_scheme(string proxy, bool believed)
    {
        await using var chapter = ProductionChapter.Create(_network, new() { ["ForwardedHeaders:KnownNetworks:0"] = "10.0.0.0/8" }, client: proxy);

        var home = await GetAsync(chapter, "http://app.example/", ("X-Forwarded-Proto", "https"));

        Assert.Contains(believed ? "https://app.example/signin-oidc" : "http://app.example/signin-oidc", home.Text, StringComparison.Ordinal);
        Assert.NotEqual(believed, home.Text.Contains("For this app, you came over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scheme_mismatch_is_named_before_the_provider_refuses_the_redirect_uri()
    {
        await using var chapter = ProductionChapter.Create(_network);

        var page = await GetAsync(chapter, "http://app.example" + SandboxPages.SignInPath, ("X-Forwarded-Proto", "https"));

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("This app believes that you came over http", page.Text, StringComparison.Ordinal);
        Assert.Contains("ForwardedHeaders:KnownNetworks", page.Text, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(
        ChapterFactory<DeployToAppService.InstanceController> chapter, string address, params IEnumerable<(string Name, string Value)> headers)
    {
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
