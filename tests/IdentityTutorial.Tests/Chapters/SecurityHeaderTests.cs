using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>The security baseline of every chapter, as browsers and proxies meet it.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public abstract class SecurityHeaderTests<TMarker> : ChapterTests<TMarker>
    where TMarker : class
{
    private static readonly Uri _productionAddress = new("https://app.example");

    /// <summary>Settings with which the chapter starts in production.</summary>
    protected abstract Dictionary<string, string?> ProductionSettings { get; }

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/css/site.css")]
    [InlineData("/signin-oidc")]
    [InlineData("/MicrosoftIdentity/Account/SignedOut")]
    [InlineData("/MicrosoftIdentity/Account/AccessDenied")]
    public async Task Every_answer_forbids_inline_scripts_framing_sniffing_and_referrers(string path)
    {
        var page = await Browser.GetAsync(path);
        var policy = page.Header("Content-Security-Policy")!.Split("; ");

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
    }

    [Fact]
    public async Task Only_the_provider_may_frame_the_front_channel_sign_out()
    {
        var page = await Browser.GetAsync("/signout-oidc");

        Assert.Contains("frame-ancestors https://localhost:7443", page.Header("Content-Security-Policy")!.Split("; "));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    public async Task Pages_have_no_inline_script_and_no_inline_style(string path)
    {
        var page = await Browser.GetAsync(path);

        Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), style, [style]"));
        Assert.DoesNotContain(page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_on_https_in_production_and_not_in_development()
    {
        await using var production = Production();
        using var client = production.CreateClient(new() { BaseAddress = _productionAddress });

        using var answer = await client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Null((await Browser.GetAsync("/")).Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("10.1.2.3", "https://front.example/signin-oidc")]
    [InlineData("192.0.2.1", "https://app.example/signin-oidc")]
    public async Task Forwarded_headers_count_only_when_they_come_from_a_declared_proxy(string proxy, string redirectUri)
    {
        await using var production = Production(proxy, new() { ["ForwardedHeaders:KnownNetworks:0"] = "10.0.0.0/8", ["AllowedHosts"] = "app.example;front.example" });

        Assert.Contains(redirectUri, await HomeAsync(production), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("app.example;other.example")]
    public async Task A_forwarded_host_counts_only_when_it_is_one_of_the_apps_own(string hosts)
    {
        await using var production = Production("10.1.2.3", new() { ["ForwardedHeaders:KnownNetworks:0"] = "10.0.0.0/8", ["AllowedHosts"] = hosts });

        Assert.Contains("https://app.example/signin-oidc", await HomeAsync(production), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    public async Task Forwarded_headers_do_not_count_when_no_proxy_is_declared(string proxy)
    {
        await using var production = Production(proxy);

        Assert.Contains("https://app.example/signin-oidc", await HomeAsync(production), StringComparison.Ordinal);
    }

    private static async Task<string> HomeAsync(ChapterFactory<TMarker> chapter)
    {
        using var client = chapter.CreateClient(new() { BaseAddress = _productionAddress });
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "front.example");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        return await client.GetStringAsync("/", TestContext.Current.CancellationToken);
    }

    private ChapterFactory<TMarker> Production(string remoteAddress = "203.0.113.7", Dictionary<string, string?>? settings = null) => new(Stage.Network)
    {
        Address = _productionAddress,
        Environment = "Production",
        Settings = new(ProductionSettings.Concat(settings ?? [])),
        ChangeServices = services => services.AddSingleton<IStartupFilter>(new RemoteAddress(remoteAddress)),
    };

    /// <summary>The test server has no connections, so it is told who is connected.</summary>
    private sealed class RemoteAddress(string address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
                return following(context);
            });
            next(app);
        };
    }
}
