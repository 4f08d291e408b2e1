namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>
/// Where a person ends up after the sign-in is this app, whatever a link asked for (RFC 9700 section 4.11). The plain
/// cases of the sign-in link are <see cref="SignInTests{TMarker}"/>'s.
/// </summary>
/// <inheritdoc />
public abstract class ReturnAddressTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public Task A_sign_in_link_does_not_lead_to_another_site() => Table.ShouldHoldAsync(
        ForeignTarget.All, target => ShouldStayAsync("SignIn", "redirectUri", target));

    [Fact]
    public Task A_challenge_link_does_not_lead_to_another_site() => Table.ShouldHoldAsync(
        ForeignTarget.All, target => ShouldStayAsync("Challenge", "redirectUri", target));

    [Theory]
    [InlineData("returnUrl")]
    [InlineData("ReturnUrl")]
    [InlineData("post_logout_redirect_uri")]
    public async Task Other_names_for_a_return_address_lead_nowhere(string name)
    {
        await ShouldStayAsync("SignIn", name, "https://evil.example/");
        await ShouldStayAsync("SignOut", name, "https://evil.example/");
    }

    [Theory]
    [InlineData("/Home/Token")]
    [InlineData("/Home/Token?a=b&c=%20d")]
    public async Task An_address_of_this_app_is_where_the_sign_in_ends(string target)
    {
        var page = await Browser.SignInAsync(start: $"{SandboxPages.SignInPath}?redirectUri={Uri.EscapeDataString(target)}");

        Assert.Equal(target, page.Address.PathAndQuery);
    }

    private async Task ShouldStayAsync(string action, string name, string target)
    {
        // A session of the row before would leave out the sign-in.
        using var browser = Stage.NewBrowser();
        var page = await browser.SignInAsync(
            start: $"/MicrosoftIdentity/Account/{action}?{name}={Uri.EscapeDataString(target)}");

        Assert.All(
            [page.Address, .. browser.History.Select(exchange => exchange.Location).OfType<Uri>()],
            address =>
            {
                Assert.Equal("localhost", address.Host);
                Assert.Equal(Uri.UriSchemeHttps, address.Scheme);
            });
        Assert.DoesNotContain(browser.History.SelectMany(Locations), LeadsAway);
    }

    private static IEnumerable<string> Locations(Exchange exchange) =>
        exchange.ResponseHeaders.TryGetValue("Location", out var values) ? values : [];

    // As browsers read it: tabs and line breaks vanish, a backslash is a slash, two slashes begin a host (WHATWG URL, basic URL parser).
    private static bool LeadsAway(string location)
    {
        var read = location.Trim().ReplaceLineEndings("").Replace("\t", "", StringComparison.Ordinal).Replace('\\', '/');
        return read.StartsWith("//", StringComparison.Ordinal) || (!read.StartsWith('/') && !read.StartsWith("https://localhost:", StringComparison.Ordinal));
    }
}
