using static IdentityTutorial.Tests.TestKitTests.StubHandler;

namespace IdentityTutorial.Tests.TestKitTests;

public sealed class TestBrowserTests : IDisposable
{
    private static readonly Uri _app = new("https://localhost:7111");
    private static readonly Uri _platform = new("https://localhost:7443");
    private static readonly Uri _other = new("https://other.example");

    private readonly TestClock _clock = new();
    private readonly TestNetwork _network = new();
    private readonly TestBrowser _browser;

    public TestBrowserTests() => _browser = new TestBrowser(_network, _app, _clock);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Cookies_are_shared_between_ports_of_one_host_but_not_between_hosts()
    {
        Serve(_app, _ => Html("", ("Set-Cookie", "a=1; path=/; secure")));
        Serve(_platform, EchoCookies);
        Serve(_other, EchoCookies);

        await _browser.GetAsync("/");

        Assert.Equal("a=1", (await _browser.GetAsync("https://localhost:7443/")).Text);
        Assert.Equal("", (await _browser.GetAsync("https://other.example/")).Text);
    }

    [Fact]
    public async Task A_form_on_another_site_takes_only_cookies_with_SameSite_None_along()
    {
        Serve(_app, request => request.Method == HttpMethod.Post
            ? EchoCookies(request)
            : Html("", ("Set-Cookie", "lax=1; path=/; secure; samesite=lax"), ("Set-Cookie", "none=1; path=/; secure; samesite=none"), ("Set-Cookie", "strict=1; path=/; secure; samesite=strict")));
        await _browser.GetAsync("/");

        Assert.Equal("none=1", (await _browser.PostAsync("/", [], from: _other)).Text);
        Assert.Equal(3, (await _browser.PostAsync("/", [], from: _platform)).Text.Split(';').Length);
    }

    [Fact]
    public async Task A_cookie_expires_by_the_tests_clock()
    {
        Serve(_app, request => request.RequestUri!.AbsolutePath == "/set" ? Html("", ("Set-Cookie", "a=1; path=/; max-age=60")) : EchoCookies(request));
        await _browser.GetAsync("/set");
        Assert.Equal("a=1", (await _browser.GetAsync("/")).Text);

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("", (await _browser.GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_cookie_for_a_path_stays_below_it()
    {
        Serve(_app, request => request.RequestUri!.AbsolutePath == "/set" ? Html("", ("Set-Cookie", "a=1; path=/signin-oidc")) : EchoCookies(request));
        await _browser.GetAsync("/set");

        Assert.Equal("a=1", (await _browser.GetAsync("/signin-oidc")).Text);
        Assert.Equal("", (await _browser.GetAsync("/signin-oidc2")).Text);
    }

    [Theory]
    [InlineData("a=1; samesite=none")]
    [InlineData("__Host-a=1; secure; path=/x")]
    [InlineData("__Secure-a=1; path=/")]
    [InlineData("a=1; domain=other.example")]
    public async Task A_cookie_that_a_browser_would_refuse_fails_the_test(string setCookie)
    {
        Serve(_app, _ => Html("", ("Set-Cookie", setCookie)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _browser.GetAsync("/"));

        Assert.Contains("would not take the cookie", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_loop_ends_with_the_hops_in_the_message()
    {
        Serve(_app, _ => Redirect("/again"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _browser.OpenAsync("/"));

        Assert.Contains("https://localhost:7111/again -> ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_registered_cannot_be_reached()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _browser.GetAsync("https://login.example/secret?code=x"));

        Assert.Contains("GET https://login.example/secret would leave this machine", error.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage EchoCookies(HttpRequestMessage request) =>
        Html(request.Headers.TryGetValues("Cookie", out var cookies) ? cookies.Single() : "");

    private void Serve(Uri address, Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        _network.Register(address, () => new StubHandler(answer));
}
