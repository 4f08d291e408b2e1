namespace IdentityTutorial.Tests.Chapters;

/// <summary>The security baseline of every chapter, as browsers and proxies meet it.</summary>
/// <inheritdoc />
public abstract class SecurityHeaderTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
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

    private ChapterFactory<TMarker> Production() => new(Stage.Network)
    {
        Address = _productionAddress,
        Environment = "Production",
        Settings = ProductionSettings,
    };
}
