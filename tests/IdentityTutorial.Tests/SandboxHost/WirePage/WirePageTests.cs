using System.Net;
using AngleSharp.Dom;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Wire;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>The page that shows recorded exchanges as conversations.</summary>
public sealed class WirePageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Address = "/sandbox/wire";

    [Fact]
    public async Task A_sign_in_its_tokens_and_its_call_to_Graph_are_one_conversation_without_secrets()
    {
        var (code, tokens) = await RecordedSignIn.RunAsync(fixture, "state-of-the-first-one", "nonce-of-the-first-one");

        var page = await OpenAsync($"?user={SeededTenants.Alice}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        string[] sentences =
        [
            "The app sends the browser to sign in.",
            "The browser sends the authorization request.",
            "The sandbox sends the browser to the sign-in page.",
            "The user answers the sign-in page.",
            "The sandbox sends the browser back to the app, with an authorization code.",
            "The browser sends an authorization code to the redirect URI.",
            "The app exchanges the code for tokens.",
            "The sandbox issues an access token, a refresh token and an ID token.",
            "The app calls Microsoft Graph: GET me.",
            "Graph answers with HTTP 200.",
        ];
        var arrows = page.Document.QuerySelectorAll(".arrow .text").Select(arrow => arrow.TextContent).ToList();
        var places = sentences.Select(sentence => arrows.IndexOf(sentence)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        foreach (var secret in new[]
        {
            code, RecordedSignIn.Verifier, SeededApp.Secret, tokens["access_token"], tokens["id_token"],
            tokens["refresh_token"],
        })
        {
            Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_handed_on_leads_from_one_message_to_the_other()
    {
        await RecordedSignIn.RunAsync(fixture, "state-of-the-second-one", "nonce-of-the-second-one");

        var page = await OpenAsync($"?user={SeededTenants.Alice}");

        Assert.Contains("Again in message", RowOf(page, "Request", "state", "/authorize"), StringComparison.Ordinal);
        Assert.Contains(
            "nonce in the ID token", RowOf(page, "Request", "nonce", "/authorize"), StringComparison.Ordinal);
        Assert.Contains(
            "code_verifier. The challenge is the SHA-256",
            RowOf(page, "Request", "code_challenge", "/authorize"),
            StringComparison.Ordinal);
        Assert.Contains(
            "From message 1, code_challenge",
            RowOf(page, "Request", "code_verifier", "/token"),
            StringComparison.Ordinal);
        Assert.Contains("From message", RowOf(page, "Request", "code", "/token"), StringComparison.Ordinal);
        Assert.Contains("access_token", RowOf(page, "Request", "Authorization", "/v1.0/me"), StringComparison.Ordinal);
        Assert.Contains("preferred_username", RowOf(page, "Answer", "id_token", "/token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_redeemed_twice_comes_from_the_answer_and_is_repeated_and_fails_a_named_check()
    {
        var (code, _) = await RecordedSignIn.RunAsync(fixture, "state-of-the-sixth-one", "nonce-of-the-sixth-one");
        await fixture.RedeemAsync(SeededApp.SignIn, code, ("code_verifier", RecordedSignIn.Verifier));

        var page = await OpenAsync($"?user={SeededTenants.Alice}");

        var messages = page.Document.QuerySelectorAll(".message")
            .Where(message =>
                message.QuerySelector("summary code")!.TextContent.EndsWith("/token", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, messages.Count);
        var first = messages[0].QuerySelector(".message-number")!.TextContent;
        var row = RowOf(page, "Request", "code", "/token");
        Assert.Contains("From message", row, StringComparison.Ordinal);
        Assert.Contains($"Also in message {first}", row, StringComparison.Ordinal);
        Assert.Contains("Passed authorization code is used for the first time", ChecksOf(messages[0]));
        Assert.Contains("Failed authorization code is used for the first time", ChecksOf(messages[1]));
    }

    [Fact]
    public async Task What_the_page_explains_depends_on_the_direction_and_includes_what_libraries_add()
    {
        string[] ofLibraries = ["x-client-brkrver", "X-AnchorMailbox", "x-client-something-new"];
        var code = await fixture.GetCodeAsync(
            SeededApp.SignIn, SeededTenants.Alice, ofLibraries.Select(name => (name, "a value")));
        await fixture.RedeemAsync(SeededApp.SignIn, code, ("scope", "openid User.Read"));

        var page = await OpenAsync($"?user={SeededTenants.Alice}");

        Assert.Contains("What the app requests", RowOf(page, "Request", "scope", "/token"), StringComparison.Ordinal);
        Assert.Contains(
            "What the provider granted", RowOf(page, "Answer", "scope", "/token"), StringComparison.Ordinal);
        Assert.All(ofLibraries, name => Assert.DoesNotContain(
            "Not explained here", RowOf(page, "Request", name, "/authorize"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_shown_when_it_is_asked_for_and_no_other()
    {
        var (code, tokens) = await RecordedSignIn.RunAsync(fixture, "state-of-the-third-one", "nonce-of-the-third-one");
        var page = await OpenAsync($"?user={SeededTenants.Alice}");
        var link = page.Document.QuerySelectorAll(".parts a")
            .First(link => link.TextContent.StartsWith("Show code of", StringComparison.Ordinal));

        var shown = await OpenAsync(link.GetAttribute("href")![Address.Length..].Split('#')[0]);

        Assert.Contains(code, shown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(tokens["refresh_token"], shown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(SeededApp.Secret, shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_access_token_of_a_call_opens_on_the_token_page()
    {
        await RecordedSignIn.RunAsync(fixture, "state-of-the-fourth-one", "nonce-of-the-fourth-one");
        var page = await OpenAsync($"?user={SeededTenants.Alice}");
        var link = page.Document.QuerySelectorAll("a[href*='Authorization']")[^1].GetAttribute("href")!;
        using var browser = fixture.NewBrowser();

        var token = await browser.GetAsync(link);

        Assert.Equal("Access token for Microsoft Graph", token.Document.QuerySelector("#kind-title")!.TextContent);
    }

    [Fact]
    public async Task An_error_page_leads_to_its_conversation_which_says_what_failed_and_what_to_do()
    {
        using var browser = fixture.NewBrowser();
        var error = await browser.GetAsync(
            AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", "https://localhost:7999/elsewhere")));
        var link = error.Document.QuerySelectorAll("a")
            .Single(link => link.TextContent == "Show the messages").GetAttribute("href")!;

        var page = await browser.GetAsync(link);

        Assert.Contains("The sandbox shows an error page: AADSTS50011.", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "https://localhost:7999/elsewhere",
            page.Document.QuerySelector(".message .error")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(
            SeededApp.SignIn.RedirectUri,
            page.Document.QuerySelectorAll(".message .error li").Select(address => address.TextContent));
        Assert.Contains(
            "Failed redirect_uri is registered: sent https://localhost:7999/elsewhere",
            ChecksOf(page.Document.QuerySelector(".message")!));
        Assert.Contains("What to do:", page.Text, StringComparison.Ordinal);
        var about = await browser.ClickAsync(page, "More about AADSTS50011");
        Assert.Equal(page.Address, about.Link("Show the messages"));
        Assert.Equal("AADSTS50011", page.Document.QuerySelector("#conversations-title + table .state")!.TextContent);
    }

    [Fact]
    public async Task A_message_that_failed_is_open_and_the_others_are_closed()
    {
        await fixture.TokenAsync(
            ("grant_type", "authorization_code"), ("client_id", SeededApp.MultiTenant.ClientId),
            ("client_secret", "not the secret"), ("code", "x"));
        await RecordedSignIn.RunAsync(fixture, "state-of-the-fifth-one", "nonce-of-the-fifth-one");

        var failed = await OpenAsync($"?failures=on&app={SeededApp.MultiTenant.ClientId}");
        var good = await OpenAsync($"?user={SeededTenants.Alice}");

        Assert.True(failed.Document.QuerySelector(".message > details")!.HasAttribute("open"));
        Assert.Empty(good.Document.QuerySelectorAll(".message > details[open]"));
    }

    [Fact]
    public async Task The_page_says_that_it_leaves_out_the_sandboxs_own_pages()
    {
        var page = await OpenAsync("");

        Assert.Contains(
            "It does not show requests for the sandbox's own pages and scripts, whose addresses begin with /sandbox.",
            page.Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            fixture.Service<WireRecord>().After(0),
            exchange => exchange.Path.StartsWith(Address, StringComparison.Ordinal));
    }

    private async Task<Page> OpenAsync(string rest)
    {
        using var browser = fixture.NewBrowser();
        return await browser.GetAsync(Address + rest);
    }

    private static IEnumerable<string> ChecksOf(IElement message) =>
        message.QuerySelectorAll(".checks li").Select(check => check.TextContent.Trim());

    // The text of a row in the last message of an address.
    private static string RowOf(Page page, string part, string name, string path)
    {
        var message = page.Document.QuerySelectorAll(".message").Last(message =>
            message.QuerySelector("summary code")!.TextContent.EndsWith(path, StringComparison.Ordinal));
        var table = message.QuerySelectorAll("h3").Single(title => title.TextContent == part).NextElementSibling!;
        return table.QuerySelectorAll("tr")
            .Single(row => row.QuerySelector("th code")?.TextContent == name).TextContent;
    }
}
