using System.Net;
using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Cancelled and failed policies: the session stays as it is, nothing loops, and a cancelled one is no error.</summary>
public sealed class ChangeOfMindTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Theory]
    [InlineData(EditPath, "/")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=B2C_1_edit_profile&redirectUri=/Home/Profile", "/Home/Profile")]
    [InlineData(ResetPath, "/")]
    public async Task Cancelling_a_policy_keeps_the_session_and_says_so_once(string start, string back)
    {
        await SignInAsCaseyAsync();
        var before = Session;
        var form = await Browser.OpenAsync(start);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "cancel"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(back, page.Address.PathAndQuery);
        Assert.StartsWith("You canceled.", Notice(page), StringComparison.Ordinal);
        await ShouldStillBeCaseyAsync(before);
        Assert.Null(Notice(await Browser.GetAsync(back)));
    }

    [Theory]
    [InlineData("/", "Edit profile")]
    [InlineData("/Home/Profile", "Edit profile")]
    [InlineData("/Home/Profile", "Reset password")]
    public async Task The_links_to_policies_come_back_to_the_page_that_has_them(string path, string link)
    {
        await SignInAsCaseyAsync();
        var form = await Browser.ClickAsync(await Browser.GetAsync(path), link);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "cancel"));

        Assert.Equal((path, true), (page.Address.PathAndQuery, Notice(page)?.StartsWith("You canceled. Your details have not changed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_saved_edit_comes_back_to_the_page_with_the_link_too()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        var form = await Browser.ClickAsync(await Browser.GetAsync("/Home/Profile"), "Edit profile");

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "save", ("displayName", "Cassandra Cole")));

        Assert.Equal("/Home/Profile", page.Address.PathAndQuery);
        ShouldBe("Cassandra Cole", page);
    }

    [Theory]
    [InlineData(SandboxPages.SignInPath)]
    [InlineData("/Home/Profile")]
    [InlineData("/Home/Compare")]
    [InlineData(ResetPath)]
    [InlineData(EditPath)]
    public async Task Cancelling_without_a_session_ends_at_home_and_not_at_the_provider_again(string start)
    {
        var form = await Browser.OpenAsync(start);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "cancel"));

        Assert.Equal("/", page.Address.PathAndQuery);
        Assert.StartsWith("You did not sign in", Notice(page), StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
    }

    [Theory]
    [InlineData("server_error", "AADB2C90085: The service has encountered an internal error.", 400, "The provider could not continue")]
    [InlineData("server_error", "AADB2C90075: The claims exchange 'REST' returned HTTP error.", 502, "An API that the policy calls returned an error")]
    [InlineData("server_error", "AADB2C90255: The HTTP request for the claims exchange 'REST' failed.", 502, "An API that the policy calls cannot be reached")]
    [InlineData("server_error", "AADB2C90261: The claims exchange 'REST' returned an answer that is no JSON.", 502, "An API that the policy calls returned an unusable answer")]
    [InlineData("invalid_request", "AADB2C90012: The scope provided in request is not supported.", 400, "A scope is not valid")]
    [InlineData("server_error", "AADB2C90035: The service is temporarily unavailable.", 503, "The provider has a temporary problem")]
    [InlineData("server_error", "AADB2C90037: An error occurred while processing the request.", 502, "The provider failed")]
    [InlineData("invalid_grant", "AADB2C90183: The supplied code_verifier is invalid.", 400, "The code verifier does not match")]
    [InlineData("access_denied", "AADB2C90111: Your account has been locked.", 403, "The account is locked")]
    [InlineData("access_denied", "No code at all.", 200, "You did not sign in")]
    public async Task A_policy_that_fails_shows_its_code_and_keeps_the_session(string error, string description, int status, string title)
    {
        await SignInAsCaseyAsync();
        var before = Session;

        var page = await FailAsync(EditPath, error, description);

        Assert.Equal(status, (int)page.Status);
        Assert.Contains(title, page.Text, StringComparison.Ordinal);
        await ShouldStillBeCaseyAsync(before);
    }

    [Fact]
    public async Task A_token_endpoint_that_refuses_the_code_keeps_the_session()
    {
        await SignInAsCaseyAsync();
        var before = Session;
        using var refused = Stage.Backchannel.Answer(
            address => Endpoints.Token(address) && address.AbsolutePath.Contains("1a_signup", StringComparison.OrdinalIgnoreCase),
            HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"AADB2C90088: The provided grant has not been issued for this endpoint."}""");

        var page = await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("The code is from another policy", page.Text, StringComparison.Ordinal);
        ShouldBe("Casey Cole", page);
        await ShouldStillBeCaseyAsync(before);
    }

    [Fact]
    public async Task A_forgotten_password_goes_on_to_the_reset_and_from_there_to_where_the_person_wanted()
    {
        var challenge = await Browser.GetAsync("/Home/Profile");

        var page = await AnswerAsync(challenge, "access_denied", "AADB2C90118: The user has forgotten their password.");

        Assert.Equal("/MicrosoftIdentity/Account/Challenge?policy=B2C_1_reset&redirectUri=%2FHome%2FProfile", page.Location!.PathAndQuery);
        Assert.Contains("/b2c_1_reset/", (await Browser.GetAsync(page.Location, from: null)).Location!.AbsolutePath, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reset_that_says_the_password_was_forgotten_does_not_begin_again()
    {
        var page = await FailAsync(ResetPath, "access_denied", "AADB2C90118: The user has forgotten their password.");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        ShouldBeAnErrorPage(page);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_gets_no_notice_and_no_reset()
    {
        foreach (var code in new[] { "AADB2C90091", "AADB2C90118" })
        {
            var page = await Browser.PostAsync("/signin-oidc", [new("error", "access_denied"), new("error_description", code), new("state", "forged")]);

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Null(page.Location);
            Assert.Empty(Browser.Cookies.All);
        }
    }

    [Fact]
    public async Task A_second_failure_is_explained_as_the_first_one_was()
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var page = await FailAsync(SandboxPages.SignInPath, "server_error", "AADB2C90085: The service has encountered an internal error.");

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Null(page.Location);
            Assert.Contains("The provider could not continue", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_notice_that_somebody_made_up_shows_nothing_of_it()
    {
        Browser.Cookies.Set(Browser.Home, AzureADB2CSignIn.Identity.UserFlowOutcomes.NoticeCookie, "<b>hello</b>");

        Assert.Null(Notice(await Browser.GetAsync("/")));
    }

    private async Task<Page> FailAsync(string start, string error, string description) =>
        await Browser.FollowAsync(await AnswerAsync(await Browser.GetAsync(start), error, description));

    /// <summary>Answers a challenge in the provider's place.</summary>
    private Task<Page> AnswerAsync(Page challenge, string error, string description) => Browser.PostAsync("/signin-oidc", [
        new("error", error), new("error_description", description),
        new("state", Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(challenge.Location!.Query)["state"]!)], from: SandboxFactory.Address);
}
