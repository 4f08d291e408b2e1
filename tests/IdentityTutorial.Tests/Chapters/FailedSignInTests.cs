using System.Net;
using System.Text;
using IdentityTutorial.Tests.Chapters.HostileAnswers;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>
/// Answers that are wrong, forged or missing: each ends on a page that says what happened and how to go on, with a status
/// that fits, and never with a session.
/// </summary>
/// <inheritdoc />
public abstract class FailedSignInTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [MemberData(nameof(HostileIdToken.Cases), MemberType = typeof(HostileIdToken))]
    public async Task A_hostile_ID_token_signs_nobody_in(string name)
    {
        using var forgery = HostileIdToken.Serve(Stage.Backchannel, Forger, Stranger, name);

        var page = await Browser.SignInAsync();

        await ShouldBeRefusedAsync(page);
        Assert.Equal(SandboxPages.SignInPath, page.Link("Try again").AbsolutePath);
    }

    [Fact]
    public async Task An_unsigned_ID_token_is_called_unsigned()
    {
        using var unsigned = IdTokenForger.ReplaceIdToken(Stage.Backchannel, token => IdTokenForger.Remint(token, _ => { }, credentials: null));

        var page = await Browser.SignInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("IDX10504", page.Text, StringComparison.Ordinal);
        Assert.Contains("The ID token is not signed", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ID_token_that_names_an_algorithm_but_has_no_signature_signs_nobody_in()
    {
        using var stripped = IdTokenForger.ReplaceIdToken(Stage.Backchannel, token => token[..(token.LastIndexOf('.') + 1)]);

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_signs_nobody_in()
    {
        var callback = await ReachCallbackAsync();

        var page = await Browser.ContinueAsync(await Browser.SubmitAsync(callback, callback.FormPost, ("iss", "https://issuer.example/v2.0")));

        await ShouldBeRefusedAsync(page);
    }

    [Theory]
    [InlineData("state", "forged")]
    [InlineData("state", "")]
    [InlineData("code", "forged")]
    [InlineData("code", "")]
    public async Task A_changed_answer_signs_nobody_in(string field, string value)
    {
        var callback = await ReachCallbackAsync();

        var page = await Browser.ContinueAsync(await Browser.SubmitAsync(callback, callback.FormPost, (field, value)));

        await ShouldBeRefusedAsync(page);
        Assert.InRange((int)page.Status, 400, 499);
    }

    [Fact]
    public async Task An_answer_works_once()
    {
        var callback = await ReachCallbackAsync();
        await Browser.ContinueAsync(await Browser.SubmitAsync(callback, callback.FormPost));
        Browser.Cookies.Delete(SessionCookie);

        var page = await Browser.ContinueAsync(await Browser.SubmitAsync(callback, callback.FormPost));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This sign-in did not start here", page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync(Browser);
    }

    [Fact]
    public async Task An_answer_brought_by_another_browser_signs_nobody_in()
    {
        var callback = await ReachCallbackAsync();
        var other = Stage.NewBrowser();

        var page = await other.ContinueAsync(await other.SubmitAsync(callback, callback.FormPost));

        await ShouldBeRefusedAsync(page, other);
    }

    [Fact]
    public async Task A_code_from_another_persons_sign_in_signs_nobody_in()
    {
        var mine = await ReachCallbackAsync();
        var other = Stage.NewBrowser();
        var theirs = await other.SignInUntilCallbackAsync(await other.OpenAsync(SandboxPages.SignInPath), Cast.OtherAccount);
        var stolen = theirs.FormPost!.QuerySelector("input[name=code]")!.GetAttribute("value")!;

        var page = await Browser.ContinueAsync(await Browser.SubmitAsync(mine, mine.FormPost, ("code", stolen)));

        await ShouldBeRefusedAsync(page);
        Assert.Contains(Cast.SomebodyElsesCode, page.Text, StringComparison.Ordinal);
        var wire = await Browser.GetAsync(page.Link("Show the messages in the sandbox"), page.Address);
        Assert.Contains(
            Cast.SomebodyElsesCode,
            wire.Document.QuerySelector(".message .error")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("The app exchanges the code for tokens.", wire.Text, StringComparison.Ordinal);
        var code = page.Document.QuerySelector(".problem .eyebrow code")!.TextContent;
        Assert.EndsWith($"/sandbox/docs/errors/{code}", page.Link($"About {code}").AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_at_the_provider_is_a_quiet_page()
    {
        var signIn = await Browser.OpenAsync(SandboxPages.SignInPath);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(signIn, "action", "cancel"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You did not sign in", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("How to fix it", page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync(Browser);
    }

    [Theory]
    [InlineData("access_denied", "AADSTS53003: Access has been blocked.", 403, "Conditional Access blocks this sign-in")]
    [InlineData("invalid_client", "AADSTS7000215: Invalid client secret provided.", 400, "The client secret is wrong")]
    [InlineData("temporarily_unavailable", "Try later.", 503, "The provider is busy")]
    [InlineData("server_error", "Oops.", 502, "The provider failed")]
    [InlineData("made_up", "AADSTS999999: A new reason.", 400, "The provider rejected the sign-in")]
    [InlineData("made_up", "No code at all.", 400, "The provider rejected the sign-in")]
    [InlineData("made_up", "<script>alert(1)</script>", 400, "The provider rejected the sign-in")]
    public async Task An_error_from_the_provider_is_explained(string error, string description, int status, string title)
    {
        var callback = await ReachCallbackAsync();
        const string CorrelationId = "11111111-2222-3333-4444-555555555555";

        var page = await Browser.PostAsync("/signin-oidc", [
            new("error", error), new("error_description", $"{description} Trace ID: 1 Correlation ID: {CorrelationId} Timestamp: 2026-01-01"),
            new("state", callback.FormPost!.QuerySelector("input[name=state]")!.GetAttribute("value")!)]);

        await ShouldBeRefusedAsync(page);
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(title, page.Text, StringComparison.Ordinal);
        Assert.Contains(CorrelationId, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong state")]
    [InlineData("wrong content type")]
    [InlineData("broken form")]
    [InlineData("far too many fields")]
    [InlineData("id token in the query")]
    [InlineData("nothing")]
    public async Task A_callback_that_nobody_asked_for_is_a_page_and_not_a_failure_of_the_app(string kind)
    {
        using var client = Stage.Chapter.CreateClient(new() { BaseAddress = Stage.Chapter.Address, AllowAutoRedirect = false });
        using var request = kind switch
        {
            "id token in the query" => new HttpRequestMessage(HttpMethod.Get, "/signin-oidc?id_token=x"),
            "nothing" => new HttpRequestMessage(HttpMethod.Get, "/signin-oidc"),
            _ => new HttpRequestMessage(HttpMethod.Post, "/signin-oidc")
            {
                Content = kind switch
                {
                    "wrong content type" => new StringContent("{}", Encoding.UTF8, "application/json"),
                    "broken form" => new StringContent("code=%00&state=" + new string('x', 5_000_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
                    "far too many fields" => new StringContent(string.Concat(Enumerable.Repeat("a=1&", 2000)), Encoding.UTF8, "application/x-www-form-urlencoded"),
                    _ => new StringContent("code=x&state=x", Encoding.UTF8, "application/x-www-form-urlencoded"),
                },
            },
        };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains("How to fix it", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failed_sign_in_leaves_no_cookie_of_the_protocol_behind()
    {
        using var forgery = HostileIdToken.Serve(Stage.Backchannel, Forger, Stranger, "expired");

        var callback = await ReachCallbackAsync();
        Assert.NotEmpty(Browser.Cookies.Named(".AspNetCore.Correlation"));

        var page = await Browser.ContinueAsync(await Browser.SubmitAsync(callback, callback.FormPost));

        await ShouldBeRefusedAsync(page);
        Assert.Empty(Browser.Cookies.Named(".AspNetCore.Correlation"));
    }
}
