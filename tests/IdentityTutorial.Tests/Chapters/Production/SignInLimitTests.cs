using System.Net;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Nobody can make the app begin sign-ins without end, and nobody else pays for who tries.</summary>
public sealed class SignInLimitTests(ProductionStage shared) : IClassFixture<ProductionStage>
{
    [Fact]
    public async Task Beyond_the_limit_an_address_gets_429_with_a_page_and_a_time_and_others_do_not()
    {
        using var client = Client(perMinute: "3");

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
    [InlineData("/Instance", "203.0.113.21")]
    [InlineData("/Home/Token", "203.0.113.22")]
    [InlineData("/MicrosoftIdentity/Account/SignIn/OpenIdConnect", "203.0.113.23")]
    [InlineData("/MicrosoftIdentity/Account/Challenge", "203.0.113.24")]
    [InlineData("/microsoftidentity/account/signin", "203.0.113.25")]
    public async Task Whatever_address_a_sign_in_begins_at_it_counts(string address, string from)
    {
        using var client = Client(perMinute: "1");

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, address, from)).Status);

        var refused = await GetAsync(client, address, $"::ffff:{from}");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Too many sign-ins from your network", refused.Text, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_answers_to_sign_ins_are_limited_too()
    {
        using var client = Client(perMinute: "1");

        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(client, "/signin-oidc", "203.0.113.31")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(client, "/signin-oidc", "203.0.113.31")).Status);
    }

    [Fact]
    public async Task Of_IPv6_the_network_counts_because_one_person_has_all_its_addresses()
    {
        using var client = Client(perMinute: "1");

        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:2::1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:2:ffff::9")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync(client, SandboxPages.SignInPath, "2001:db8:1:3::1")).Status);
    }

    // One chapter for each limit. The limiter counts by address, so each test and each row has an address of its own.
    private HttpClient Client(string perMinute) =>
        shared.Chapter(("SignInLimit:PerMinute", perMinute)).CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

    private static async Task<(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)> GetAsync(HttpClient client, string path, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Test-Connection", from);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.RetryAfter?.Delta);
    }
}
