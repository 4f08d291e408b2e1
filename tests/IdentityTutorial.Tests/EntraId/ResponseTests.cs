using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>What comes back, and by which way.</summary>
public sealed class ResponseTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData("code", "", "query")]
    [InlineData("code", "query", "query")]
    [InlineData("code", "fragment", "fragment")]
    [InlineData("code", "form_post", "form_post")]
    [InlineData("id_token", "", "fragment")]
    [InlineData("id_token", "fragment", "fragment")]
    [InlineData("id_token", "form_post", "form_post")]
    [InlineData("code id_token", "", "fragment")]
    [InlineData("id_token code", "form_post", "form_post")]
    public async Task Each_response_type_comes_by_each_response_mode(string responseType, string asked, string used)
    {
        using var browser = fixture.NewBrowser();

        var page = await SignInAsync(browser, AuthorizeAddress(SeededApp.IdToken, ("response_type", responseType), ("response_mode", asked), ("client_info", "1")));

        Assert.Equal((used == "query", used == "fragment", used == "form_post"), (page.Location?.Query.Length > 0, page.Location?.Fragment.Length > 0, page.FormPost is not null));
        var answer = AnswerOf(page);
        Assert.Equal(responseType.Contains("code", StringComparison.Ordinal), answer.ContainsKey("code"));
        Assert.Equal(responseType.Contains("id_token", StringComparison.Ordinal), answer.ContainsKey("id_token"));
        Assert.Equal("the-state", answer["state"]);
        Assert.NotEmpty(answer["client_info"]);
        if (answer.TryGetValue("id_token", out var text))
        {
            var token = new JsonWebToken(text);
            Assert.Equal("the-nonce", token.GetPayloadValue<string>("nonce"));
            Assert.Equal(answer.ContainsKey("code"), token.TryGetPayloadValue<string>("c_hash", out _));
            Assert.Equal(answer["session_state"], token.GetPayloadValue<string>("sid"));
        }

        if (answer.TryGetValue("code", out var code))
        {
            Assert.Equal(HttpStatusCode.OK, (await fixture.RedeemAsync(SeededApp.IdToken, code)).Status);
        }
    }

    [Fact]
    public async Task The_form_post_page_has_a_button_and_may_post_to_the_redirect_uri_alone()
    {
        using var browser = fixture.NewBrowser();

        var page = await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("response_mode", "form_post")));

        Assert.NotNull(page.FormPost!.QuerySelector("button"));
        Assert.Equal(SeededApp.SignIn.RedirectUri, page.FormPost.GetAttribute("action"));
        Assert.Contains("form-action 'self' https://localhost:7111;", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.Scripts, script => script.Source is null);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_of_several_thousand_characters_comes_back_as_it_was()
    {
        using var browser = fixture.NewBrowser();
        var state = string.Concat(Enumerable.Repeat("<&\"'>ä ", 500));

        var page = await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("state", state), ("response_mode", "form_post")));

        Assert.Equal(state, AnswerOf(page)["state"]);
    }

    [Fact]
    public async Task The_request_may_be_posted()
    {
        using var browser = fixture.NewBrowser();
        var address = new Uri(SandboxFactory.Address, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.PostAsync(address.AbsolutePath, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).Select(pair =>
            KeyValuePair.Create(pair.Key, pair.Value.ToString())), from: new Uri("https://app.example/"));

        Assert.True((await AtSandboxAsync(browser, page)).IsSignInPage());
    }

    [Fact]
    public async Task Without_the_scope_openid_there_is_no_id_token_and_without_offline_access_no_refresh_token()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "User.Read"));

        Assert.Equal((false, false), (tokens.Body.ContainsKey("id_token"), tokens.Body.ContainsKey("refresh_token")));
        Assert.NotNull(tokens.AccessToken);
    }

    [Theory]
    [InlineData("User.Read", "User.Read")]
    [InlineData("user.read", "User.Read")]
    [InlineData("https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/User.Read")]
    [InlineData("https://graph.microsoft.com/.default", "https://graph.microsoft.com/User.Read")]
    [InlineData("00000003-0000-0000-c000-000000000000/User.Read", "00000003-0000-0000-c000-000000000000/User.Read")]
    public async Task Scopes_come_back_in_the_form_in_which_they_were_asked_for(string asked, string answered)
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid " + asked));

        Assert.Contains(answered, tokens["scope"].Split(' '));
        Assert.Contains("User.Read", tokens.AccessToken.GetPayloadValue<string>("scp").Split(' '));
    }
}
