using System.Net;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>The page about the token cache, and what its buttons do on the wire.</summary>
public sealed class TokenCacheTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task It_shows_scopes_and_expiry_and_that_the_cache_answered()
    {
        await Browser.SignInAsync();

        var page = await Browser.GetAsync("/TokenCache");

        Assert.Contains("User.Read", page.Text, StringComparison.Ordinal);
        Assert.Contains("the cache, in", page.Text, StringComparison.Ordinal);
        Assert.Matches(@"\d\d:\d\d:\d\d UTC, in \d+ minutes", page.Text);
    }

    [Fact]
    public async Task Acquiring_silently_asks_nobody()
    {
        var page = await CachePageAsync();
        var before = TokenRequests;

        page = await Browser.PressAsync(page, "what", "acquire");

        Assert.Contains("the cache, in", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, TokenRequests);
    }

    [Fact]
    public async Task Forcing_a_refresh_redeems_the_refresh_token_once()
    {
        var page = await CachePageAsync();
        var before = TokenRequests;

        page = await Browser.PressAsync(page, "what", "refresh");

        Assert.Contains("the provider, over the network, in", page.Text, StringComparison.Ordinal);
        Assert.Equal(before + 1, TokenRequests);
        Assert.Equal("refresh_token", Calls.Last(exchange => Endpoints.Token(exchange.Address)).Form["grant_type"]);
    }

    [Fact]
    public async Task Clearing_costs_one_round_trip_that_asks_nothing_and_leaves_the_session()
    {
        var page = await CachePageAsync();
        var before = Browser.History.Count;

        page = await Browser.ContinueAsync(await Browser.PressAsync(page, "what", "clear"));

        Assert.Equal("/TokenCache", page.Address.AbsolutePath);
        Assert.Contains("the cache, in", page.Text, StringComparison.Ordinal);
        Assert.Single(Browser.History.Skip(before), exchange => Endpoints.Authorize(exchange.Address));
        Assert.DoesNotContain(Browser.History.Skip(before), exchange => new Page(exchange).IsSignInPage());
    }

    [Fact]
    public async Task The_page_says_before_a_button_is_pressed_what_it_shows_after_that()
    {
        var page = await CachePageAsync();

        Assert.Contains("This page then shows “the provider” and a new expiry", page.Text, StringComparison.Ordinal);
        Assert.Contains("this page shows “the cache” again, with a new expiry", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_does_not_exist_is_a_bad_request()
    {
        var page = await CachePageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await Browser.SubmitAsync(page, page.Form("button[name=what]"), ("what", "explode"))).Status);
    }

    [Fact]
    public async Task Another_site_cannot_clear_somebodys_cache()
    {
        await CachePageAsync();
        var before = TokenRequests;

        var page = await Browser.PostAsync("/TokenCache", [new("what", "clear")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("the cache, in", (await Browser.GetAsync("/TokenCache")).Text, StringComparison.Ordinal);
        Assert.Equal(before, TokenRequests);
    }

    [Fact]
    public async Task Signing_out_forgets_the_tokens()
    {
        await CachePageAsync();
        await Browser.SignOutAsync();
        await Browser.SignInAsync();
        var before = TokenRequests;

        // The new sign-in brought new tokens; the old refresh token is not used.
        await Browser.GetAsync("/TokenCache");

        Assert.Equal(before, TokenRequests);
    }

    private async Task<Page> CachePageAsync()
    {
        await Browser.SignInAsync();
        return await Browser.GetAsync("/TokenCache");
    }
}
