using System.Net;
using System.Net.Http.Headers;
using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Sessions and tokens that end early: the app recovers by at most one sign-in, and never goes in circles.</summary>
public sealed class RecoveryTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task A_revoked_session_is_challenged_once_and_then_the_page_opens()
    {
        UseOwnStage();
        await OpenAsAsync(SeededTenants.Alice, "/profile");
        Stage.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var revoked = await StartScenarioAsync("revoke-sessions");
        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var before = Browser.History.Count;

        var signIn = await Browser.OpenAsync("/profile");
        Assert.True(signIn.IsSignInPage(), signIn.Text);
        var page = await Browser.FinishSignInAsync(signIn);

        Assert.Equal("/profile", page.Address.PathAndQuery);
        Assert.Contains("Alice Archer", page.Text, StringComparison.Ordinal);
        Assert.Single(Browser.History.Skip(before), exchange => Endpoints.Authorize(exchange.Address));
        var refresh = Calls.Last(exchange => Endpoints.Token(exchange.Address) && exchange.Form["grant_type"] == "refresh_token");
        Assert.Contains("nbf", refresh.Form["claims"], StringComparison.Ordinal);
        Assert.Contains(Calls, exchange =>
            Endpoints.Graph(exchange.Address) && exchange.ResponseHeaders.TryGetValue("WWW-Authenticate", out var header) && header[0].Contains("insufficient_claims", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/profile")]
    [InlineData("/TokenCache")]
    public async Task Tokens_lost_in_a_restart_cost_one_silent_round_trip(string path)
    {
        await Browser.SignInAsync();
        await Stage.RestartChapterAsync();
        var before = Browser.History.Count;

        var page = await Browser.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(path, page.Address.PathAndQuery);
        Assert.Single(Browser.History.Skip(before), exchange => Endpoints.Authorize(exchange.Address));
        Assert.DoesNotContain(Browser.History.Skip(before), exchange => new Page(exchange).IsSignInPage());
    }

    [Fact]
    public async Task A_second_factor_that_is_asked_for_later_is_one_round_trip()
    {
        await Browser.SignInAsync();
        await using var required = await StartScenarioAsync("require-mfa");

        var page = await Browser.FinishSignInAsync(await Browser.ContinueAsync(await Browser.PressAsync(await Browser.GetAsync("/TokenCache"), "what", "refresh")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/TokenCache", page.Address.PathAndQuery);
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_is_asked_for_again()
    {
        await Browser.SignInAsync();
        await using var required = await StartScenarioAsync("require-consent?count=2");

        var page = await Browser.FinishSignInAsync(await Browser.ContinueAsync(await Browser.PressAsync(await Browser.GetAsync("/TokenCache"), "what", "refresh")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/TokenCache", page.Address.PathAndQuery);
    }

    [Fact]
    public async Task Graph_and_provider_that_disagree_for_good_are_a_page_and_not_a_circle()
    {
        await Browser.SignInAsync();
        var claims = Convert.ToBase64String("""{"access_token":{"nbf":{"essential":true,"value":"1"}}}"""u8);
        using var never = Stage.Backchannel.Use((request, next, _) => Endpoints.Graph(request.RequestUri!)
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)
            {
                RequestMessage = request,
                Headers = { { "WWW-Authenticate", $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\"" } },
                Content = new StringContent("""{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge."}}""", new MediaTypeHeaderValue("application/json")),
            })
            : next());
        using var refused = Stage.Backchannel.Use(async (request, next, cancellationToken) =>
            Endpoints.Token(request.RequestUri!) && (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("grant_type=refresh_token", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.BadRequest)
                {
                    RequestMessage = request,
                    Content = new StringContent("""{"error":"invalid_grant","error_description":"AADSTS50173: The grant has been revoked.","error_codes":[50173]}""", new MediaTypeHeaderValue("application/json")),
                }
                : await next());

        var page = await Browser.OpenAsync("/profile");

        ShouldBeAFailure(page, HttpStatusCode.BadGateway, "Signing in again did not help", "/profile");
    }

    [Fact]
    public async Task A_claims_challenge_that_nobody_can_read_is_an_odd_answer_and_not_a_crash()
    {
        await Browser.SignInAsync();
        using var garbled = Stage.Backchannel.Use((request, next, _) => Endpoints.Graph(request.RequestUri!)
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)
            {
                RequestMessage = request,
                Headers = { { "WWW-Authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"no base64!\"" } },
            })
            : next());

        ShouldBeAFailure(await Browser.OpenAsync("/profile"), HttpStatusCode.BadGateway, "Microsoft Graph's answer cannot be read", "/profile");
    }

    [Fact]
    public async Task After_a_recovery_the_next_one_is_not_taken_for_a_circle()
    {
        await Browser.SignInAsync();
        for (var time = 0; time < 3; time++)
        {
            await Stage.RestartChapterAsync();

            Assert.Contains("Alice Archer", (await Browser.OpenAsync("/profile")).Text, StringComparison.Ordinal);
        }
    }
}
