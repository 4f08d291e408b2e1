using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.WebUtilities;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Customers;

/// <summary>The pretend social providers, seen from outside: whom they answer to, and what an answer that nobody asked for comes to.</summary>
public sealed class SocialProviderTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData("glimpse", "robin.reyes", "Glimpse")]
    [InlineData("gitpond", "quiet-heron", "Gitpond")]
    public async Task A_provider_has_a_page_of_its_own_that_says_whose_it_is(string provider, string account, string name)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAt(provider));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith($"/social/{provider}/", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal($"Pretend provider of the local sandbox — there is no {name}", page.Document.QuerySelector(".banner")?.TextContent);
        Assert.NotNull(page.Document.QuerySelector($"button[name=account][value='{account}']"));
        Assert.Null(page.Document.QuerySelector(".wordmark"));
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "https://localhost:7443/social/callback/gitpond")]
    [InlineData("client_id", "somebody-else")]
    public async Task A_provider_answers_only_to_the_address_that_is_registered(string parameter, string value)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAt("glimpse", (parameter, value)));

        ProtocolAssert.IsErrorPage(page, 50089);
        Assert.Contains("redirect URI", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picking_an_account_brings_a_code_and_the_state_back()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAt("glimpse"));

        page = await browser.PressAsync(page, "account", "robin.reyes");

        var answer = QueryHelpers.ParseQuery(page.Link("Continue").Query);
        Assert.Equal(("a-state", true), (answer["state"].ToString(), answer["code"].ToString().Length >= 43));
        Assert.Equal("0;url=" + page.Link("Continue").AbsoluteUri, page.Header("Refresh"));
    }

    [Fact]
    public async Task Cancelling_brings_access_denied_back()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAt("gitpond"));

        page = await browser.PressAsync(page, "action", "cancel");

        var answer = QueryHelpers.ParseQuery(page.Link("Continue").Query);
        Assert.Equal(("access_denied", "a-state", false), (answer["error"].ToString(), answer["state"].ToString(), answer.ContainsKey("code")));
    }

    [Fact]
    public async Task A_page_that_was_answered_cannot_be_answered_again()
    {
        using var browser = fixture.NewBrowser();
        var first = await OpenAsync(browser, AuthorizeAt("glimpse"));
        await browser.PressAsync(first, "account", "robin.reyes");

        ProtocolAssert.IsErrorPage(await browser.PressAsync(first, "account", "noor.nasser"), 50089);
    }

    [Theory]
    [InlineData("", "ada@customer.example", "The display name is missing.")]
    [InlineData("Ada", "ad\u0430@customer.example", "characters other than the letters A to Z")]
    [InlineData("Ada", "ada", "not a complete email address")]
    public async Task Another_account_with_a_mistake_in_it_stays_on_the_page_with_what_was_typed(string name, string email, string problem)
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAt("glimpse"));

        page = await browser.PressAsync(page, "action", "signin", ("name", name), ("email", email));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(problem, page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(email, page.Document.QuerySelector("#email")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("?code=made-up&state=made-up")]
    [InlineData("?error=access_denied&state=made-up")]
    [InlineData("")]
    public async Task An_answer_that_nobody_asked_for_is_refused(string query)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, "/social/callback/glimpse" + query);

        ProtocolAssert.IsErrorPage(page, 50089);
        Assert.Contains("does not belong to a sign-in", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_exist_is_named()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAt("facepond"));

        ProtocolAssert.IsErrorPage(page, 50089);
        Assert.Contains("facepond", page.Text, StringComparison.Ordinal);
    }

    private static string AuthorizeAt(string provider, params (string Name, string Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "identity-sandbox",
            ["redirect_uri"] = $"https://localhost:7443/social/callback/{provider}",
            ["response_type"] = "code",
            ["state"] = "a-state",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString($"/social/{provider}/authorize", parameters);
    }
}
