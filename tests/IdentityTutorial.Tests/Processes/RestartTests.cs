using System.Net;
using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class RestartTests(SharedTutorial shared) : IClassFixture<SharedTutorial>
{
    [Fact]
    public async Task Nobody_is_signed_out_when_the_sandbox_or_the_chapter_is_killed_and_started_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var tutorial = await shared.StartAsync();
        using var browser = tutorial.NewBrowser();
        var page = await browser.SignInAsync(start: "/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));
        var refreshToken = await GetRefreshTokenAsync(tutorial, browser);

        await tutorial.RestartChapterAsync(kill: true, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Home/Members")).Status);

        await tutorial.RestartSandboxAsync(kill: true, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Home/Members")).Status);

        // The sandbox remembers the session too: without the chapter's cookie, a new sign-in asks nothing.
        Assert.NotEqual(0, browser.Cookies.Delete("__Host-AzureADSignIn"));
        page = await browser.OpenAsync("/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));
        Assert.NotEmpty(await RedeemAsync(tutorial, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }));
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_starts_again_after_a_restart_of_both_and_asks_for_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var tutorial = await shared.StartAsync();
        using var browser = tutorial.NewBrowser();
        var response = await browser.SignInUntilCallbackAsync(await browser.OpenAsync("/Home/Members"));

        await tutorial.RestartSandboxAsync(kill: false, cancellationToken);
        await tutorial.RestartChapterAsync(kill: false, cancellationToken);
        var page = await browser.ContinueAsync(response);

        // The code was in the sandbox's memory. The session was not.
        Assert.Equal((HttpStatusCode.BadRequest, "/signin-oidc"), (page.Status, page.Address.AbsolutePath));
        page = await browser.OpenAsync("/Home/Members");
        Assert.Equal((HttpStatusCode.OK, "/Home/Members"), (page.Status, page.Address.AbsolutePath));
    }

    // The session is there already, so the sandbox answers without a page. Only then can the code be read from the address.
    private static async Task<string> GetRefreshTokenAsync(RunningTutorial tutorial, TestBrowser browser)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = SeededTenants.SignInChapter,
            ["response_type"] = "code",
            ["scope"] = "openid offline_access",
            ["redirect_uri"] = SeededApp.SignIn.RedirectUri,
        };
        var path = QueryHelpers.AddQueryString($"/{SeededTenants.Contoso}/oauth2/v2.0/authorize", parameters);
        var answer = await browser.GetAsync(new Uri(tutorial.Sandbox.Address, path), from: null);
        var code = QueryHelpers.ParseQuery(answer.Location?.Query)["code"].ToString();
        return await RedeemAsync(tutorial, new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = SeededApp.SignIn.RedirectUri,
        });
    }

    private static async Task<string> RedeemAsync(RunningTutorial tutorial, Dictionary<string, string> parameters)
    {
        using var client = new HttpClient(tutorial.Network.CreateHandler());
        using var content = new FormUrlEncodedContent(parameters
            .Append(new("client_id", SeededTenants.SignInChapter))
            .Append(new("client_secret", SeededApp.Secret)));
        var address = new Uri(tutorial.Sandbox.Address, $"/{SeededTenants.Contoso}/oauth2/v2.0/token");
        using var answer = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonElement.Parse(body).GetProperty("refresh_token").GetString()!;
    }
}
