using System.Net;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Nobody can make the app begin sign-ins without end, and nobody else pays for who tries.</summary>
public sealed class SignInLimitTests : IAsyncDisposable
{
    private readonly TestNetwork _network = new();
    private readonly SandboxFactory _sandbox = new();

    public SignInLimitTests() => _network.Register(SandboxFactory.Address, () => _sandbox.Server.CreateHandler());

    [Fact]
    public async Task Beyond_the_limit_an_address_gets_429_with_a_page_and_a_time_and_others_do_not()
    {
        await using var chapter = ProductionChapter.Create(_network, new() { ["SignInLimit:PerMinute"] = "3" });
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "203.0.113.7")).Status);
        }

        var refused = await GetAsync(client, SandboxPages.SignInPath, "203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Too many sign-ins from your network", refused.Text, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 60);

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "203.0.113.8")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/", "203.0.113.7")).Status);
    }

    [Theory]
    [InlineData("/Instance")]
    [InlineData("/Home/Token")]
    [InlineData("/MicrosoftIdentity/Account/SignIn/OpenIdConnect")]
    [InlineData("/MicrosoftIdentity/Account/Challenge")]
    [InlineData("/microsoftidentity/account/signin")]
    public async Task Whatever_address_a_sign_in_begins_at_it_counts(string address)
    {
        await using var chapter = ProductionChapter.Create(_network, new() { ["SignInLimit:PerMinute"] = "1" });
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, address, "203.0.113.7")).Status);

        var refused = await GetAsync(client, address, "::ffff:203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Too many sign-ins from your network", refused.Text, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_answers_to_sign_ins_are_limited_too()
    {
        await using var chapter = ProductionChapter.Create(_network, new() { ["SignInLimit:PerMinute"] = "1" });
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(client, "/signin-oidc", "203.0.113.7")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(client, "/signin-oidc", "203.0.113.7")).Status);
    }

    [Fact]
    public async Task Of_IPv6_the_network_counts_because_one_person_has_all_its_addresses()
    {
        await using var chapter = ProductionChapter.Create(_network, new() { ["SignInLimit:PerMinute"] = "1" });
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:2::1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:2:ffff::9")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:3::1")).Status);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private static async Task<(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)> GetAsync(HttpClient client, string path, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Test-Connection", from);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.RetryAfter?.Delta);
    }
}
