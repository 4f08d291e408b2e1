using System.Net;
using DeployToAppService.Controllers;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Whom the app trusts about how a request came.</summary>
public sealed class ProxyHeaderTests(ProductionStage shared) : IClassFixture<ProductionStage>
{
    private const string Proxy = "10.1.2.3";

    private ChapterFactory<InstanceController> WithoutProxies => shared.Chapter();

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("203.0.113.9", false)]
    [InlineData("127.0.0.1", false)]
    public async Task Only_a_declared_proxy_is_trusted_about_the_scheme(string proxy, bool trusted)
    {
        var home = await GetAsync(WithProxies(), proxy, "http://app.example/", ("X-Forwarded-Proto", "https"));

        Assert.Contains(trusted ? "https://app.example/signin-oidc" : "http://app.example/signin-oidc", home.Text, StringComparison.Ordinal);
        Assert.NotEqual(trusted, home.Text.Contains("A sign-in would fail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.1.2.3", "https://front.example/signin-oidc")]
    [InlineData("192.0.2.1", "https://app.example/signin-oidc")]
    public async Task Forwarded_headers_count_only_when_they_come_from_a_declared_proxy(string proxy, string redirectUri)
    {
        var chapter = WithProxies("app.example;front.example");

        Assert.Contains(redirectUri, await ForwardedHomeAsync(chapter, proxy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("app.example;other.example")]
    public async Task A_forwarded_host_counts_only_when_it_is_one_of_the_apps_own(string hosts)
    {
        Assert.Contains("https://app.example/signin-oidc", await ForwardedHomeAsync(WithProxies(hosts), Proxy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    public async Task Forwarded_headers_do_not_count_when_no_proxy_is_declared(string proxy)
    {
        Assert.Contains("https://app.example/signin-oidc", await ForwardedHomeAsync(WithoutProxies, proxy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forwarded_prefix_moves_no_link_and_no_redirect_uri()
    {
        var chapter = WithProxies("app.example;front.example");

        var home = await GetAsync(chapter, Proxy, "https://app.example/", ("X-Forwarded-Prefix", "//evil.example"));
        var signIn = await GetAsync(chapter, Proxy, "https://app.example" + SandboxPages.SignInPath, ("X-Forwarded-Prefix", "//evil.example"));

        Assert.DoesNotContain("evil.example", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, signIn.Status);
        Assert.Contains("redirect_uri=https%3A%2F%2Fapp.example%2Fsignin-oidc", signIn.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "https")]
    [InlineData("https, http", "https")]
    public async Task Of_a_header_that_comes_twice_the_proxys_own_counts(string claimed, string ofProxy)
    {
        var home = await GetAsync(
            WithProxies("app.example;front.example"), Proxy, "http://app.example/",
            ("X-Forwarded-Proto", claimed), ("X-Forwarded-Proto", ofProxy), ("X-Forwarded-Host", "front.example"), ("X-Forwarded-Host", "app.example"));

        Assert.Contains("https://app.example/signin-oidc", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("front.example", home.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9", "https", "The app does not trust the proxy")]
    [InlineData(Proxy, null, "The app received the request over HTTP, not HTTPS")]
    [InlineData(Proxy, "http", "The app received the request over HTTP, not HTTPS")]
    public async Task A_missing_header_and_an_unknown_proxy_are_two_diagnoses(string proxy, string? header, string diagnosis)
    {
        var chapter = WithProxies();
        (string, string)[] headers = header is null ? [] : [("X-Forwarded-Proto", header)];

        var before = chapter.Log.Lines.Count;
        var home = await GetAsync(chapter, proxy, "http://app.example/", headers);
        var signIn = await GetAsync(chapter, proxy, "http://app.example" + SandboxPages.SignInPath, headers);

        Assert.Contains(diagnosis, home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, signIn.Status);
        Assert.Contains(diagnosis, signIn.Text, StringComparison.Ordinal);
        Assert.Contains(chapter.Log.Lines.Skip(before), line => line.Level >= LogLevel.Warning && line.Text.Contains(proxy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_sign_in_names_the_setting_and_leaves_no_stack_trace()
    {
        var page = await GetAsync(WithoutProxies, "203.0.113.7", "http://app.example/Instance", ("X-Forwarded-Proto", "https"));

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("ForwardedHeaders:KnownNetworks", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(WithoutProxies.Log.Lines, line => line.Text.Contains("   at ", StringComparison.Ordinal));
    }

    private ChapterFactory<InstanceController> WithProxies(string hosts = "*") =>
        shared.Chapter(("ForwardedHeaders:KnownNetworks:0", "10.0.0.0/8"), ("AllowedHosts", hosts));

    private static async Task<string> ForwardedHomeAsync(ChapterFactory<InstanceController> chapter, string proxy) =>
        (await GetAsync(chapter, proxy, "https://app.example/", ("X-Forwarded-Host", "front.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7"))).Text;

    private static async Task<(HttpStatusCode Status, string Text, string? Location)> GetAsync(
        ChapterFactory<InstanceController> chapter, string proxy, string address, params IEnumerable<(string Name, string Value)> headers)
    {
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Test-Connection", proxy } } };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.Location?.ToString());
    }
}
