using System.Net;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary><c>error</c> answers (RFC 6749 section 4.1.2.1), genuine and spiteful.</summary>
/// <inheritdoc />
public abstract class ErrorAnswerTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [InlineData("server_error", "AADSTS90033: A transient error has occurred.", 503)]
    [InlineData("temporarily_unavailable", "AADSTS90033: A transient error has occurred.", 503)]
    [InlineData("login_required", "AADSTS50058: A silent sign-in request was sent but no user is signed in.", 400)]
    [InlineData("interaction_required", "AADSTS50076: You must use multi-factor authentication.", 403)]
    [InlineData("consent_required", "AADSTS65001: Nobody has consented.", 403)]
    [InlineData("access_denied", "AADSTS90094: An administrator must consent.", 403)]
    [InlineData("access_denied", "AADSTS50105: The user is not assigned.", 403)]
    [InlineData("unauthorized_client", "AADSTS700016: The application was not found.", 400)]
    [InlineData("unsupported_response_type", "AADSTS700054: The response type is not enabled.", 400)]
    [InlineData("invalid_scope", "AADSTS70011: The scope is not valid.", 400)]
    [InlineData("invalid_request", "AADSTS900144: The request must contain 'scope'.", 400)]
    public async Task An_error_is_explained_by_its_code_with_the_providers_words(string error, string description, int status)
    {
        var page = await DeliverAsync(await ErrorAsync(error, description));

        await ShouldBeRefusedAsync(page);
        Assert.Equal(status, (int)page.Status);
        Assert.Equal(description[..description.IndexOf(':', StringComparison.Ordinal)], page.Document.QuerySelector(".problem .eyebrow code")!.TextContent);
        Assert.Contains(description[(description.IndexOf(' ', StringComparison.Ordinal) + 1)..], page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_the_query_is_explained_as_one_in_a_form()
    {
        var query = string.Join('&', (await ErrorAsync("login_required", "AADSTS50058: You are not signed in.")).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

        var page = await Browser.OpenAsync($"/signin-oidc?{query}");

        await ShouldBeRefusedAsync(page);
        Assert.Contains("AADSTS50058", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</dd></dl><h1>Call this number</h1>")]
    [InlineData("\"><svg/onload=alert(1)>")]
    public async Task HTML_in_the_providers_words_is_shown_as_the_text_it_is(string markup)
    {
        var page = await DeliverAsync(await ErrorAsync("server_error", $"AADSTS999999: {markup} Trace ID: 1"));

        await ShouldBeRefusedAsync(page);
        Assert.Contains(markup, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(markup, page.Html, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("h1"));
        Assert.Null(page.Document.QuerySelector("main script, main img, main svg"));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("error_description")]
    [InlineData("error_uri")]
    [InlineData("error_subcode")]
    public async Task A_parameter_of_100_000_letters_is_not_repeated_on_the_page(string name)
    {
        var fields = await ErrorAsync("server_error", "AADSTS999999: A reason.");
        fields[name] = "AADSTS999999: " + new string('A', 100_000);

        var page = await DeliverAsync(fields);

        await ShouldBeRefusedAsync(page);
        Assert.InRange(page.Html.Length, 1, 20_000);
        Assert.DoesNotContain(Stage.Chapter.Log.Lines, line => line.Level >= LogLevel.Information && line.Text.Length > 20_000);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("error_description")]
    public async Task A_character_that_turns_a_line_around_reaches_no_log(string name)
    {
        var fields = await ErrorAsync("server_error", "AADSTS999999: A reason.");
        fields[name] = "AADSTS999999: \u202egnitset";

        await ShouldBeRefusedAsync(await DeliverAsync(fields));

        Assert.DoesNotContain(Stage.Chapter.Log.Lines, line => line.Level >= LogLevel.Information && line.Text.Contains('\u202e', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example/help")]
    public async Task An_address_that_the_answer_names_is_not_linked(string address)
    {
        var fields = await ErrorAsync("server_error", $"AADSTS999999: Go to {address} for help.");
        fields["error_uri"] = address;

        var page = await DeliverAsync(fields);

        await ShouldBeRefusedAsync(page);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[href], [src], [action]"), element => element.OuterHtml.Contains(address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_next_to_a_code_counts()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields["error"] = "server_error";

        var page = await DeliverAsync(fields);

        Assert.Equal(HttpStatusCode.BadGateway, page.Status);
        await ShouldBeRefusedAsync(page);
    }

    [Fact]
    public async Task After_an_error_the_link_to_try_again_signs_in()
    {
        var page = await DeliverAsync(await ErrorAsync("server_error", "AADSTS90033: A transient error has occurred."));

        await Browser.ClickAsync(page, "Try again");

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> ErrorAsync(string error, string description)
    {
        var state = FieldsOf(await ReachCallbackAsync())["state"];
        return new() { ["error"] = error, ["error_description"] = description, ["state"] = state };
    }
}
