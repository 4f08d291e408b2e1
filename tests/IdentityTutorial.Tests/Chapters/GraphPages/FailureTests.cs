using System.Net;
using CallMicrosoftGraph.Controllers;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Graph and the provider fail in every way a learner will meet: each ends on a page with cause and fix, and nobody is signed out.</summary>
public sealed class FailureTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task Throttling_ends_on_a_page_that_says_when_to_try_again()
    {
        await Browser.SignInAsync();
        await using var throttled = await StartScenarioAsync("graph-throttle?seconds=30");

        var page = await Browser.GetAsync("/profile");

        ShouldBeAFailure(page, HttpStatusCode.ServiceUnavailable, "Microsoft Graph is throttling requests", "/profile");
        Assert.True(page.Text.Contains($"wait until {Stage.Clock.GetUtcNow().AddSeconds(30):HH:mm:ss} UTC, 30 seconds from now", StringComparison.Ordinal), page.Text);
        Assert.Contains("The app repeats a request only after waits of a few seconds", page.Text, StringComparison.Ordinal);
        Assert.Contains("graph-throttle is on, it applies until you turn it off", page.Text, StringComparison.Ordinal);
        await throttled.DisposeAsync();
        Assert.Contains("Alice Archer", (await Browser.ClickAsync(page, "Try again")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_throttling_is_waited_out_by_the_SDK()
    {
        await Browser.SignInAsync();
        await using var throttled = await StartScenarioAsync("graph-throttle?seconds=1&count=1");

        Assert.Contains("Alice Archer", (await Browser.GetAsync("/profile")).Text, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.OK], GraphCalls.Select(call => call.Status));
    }

    [Fact]
    public async Task An_outage_of_Graph_is_named_and_does_not_last_longer_than_it_has_to()
    {
        await Browser.SignInAsync();
        await using var down = await StartScenarioAsync("graph-down");

        var page = await Browser.GetAsync("/profile");

        ShouldBeAFailure(page, HttpStatusCode.ServiceUnavailable, "Microsoft Graph has a temporary problem", "/profile");
        Assert.InRange(GraphCalls.Count, 1, 3);
    }

    [Fact]
    public async Task A_refusal_of_Graph_shows_Graphs_code_and_words()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var refused = Stage.Backchannel.Answer(Endpoints.Graph, HttpStatusCode.Forbidden,
            """{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation.","innerError":{"request-id":"7b6d3a3e-0000-4000-8000-000000000001"}}}""");

        var page = await Browser.GetAsync("/messages");

        ShouldBeAFailure(page, HttpStatusCode.Forbidden, "The token lacks a permission", "/messages");
        Assert.Contains("Authorization_RequestDenied", page.Text, StringComparison.Ordinal);
        Assert.Contains("Insufficient privileges", page.Text, StringComparison.Ordinal);
        Assert.Contains("7b6d3a3e-0000-4000-8000-000000000001", page.Text, StringComparison.Ordinal);
        Assert.Contains(LogLines, line => line.Level >= LogLevel.Warning && line.Text.Contains("Authorization_RequestDenied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_of_Graph_writes_no_line_of_its_own_into_the_log()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var refused = Stage.Backchannel.Answer(Endpoints.Graph, HttpStatusCode.Forbidden,
            """{"error":{"code":"x\u001b[2J\r\nforged line","message":"\u001b[31mforged words"}}""");

        await Browser.GetAsync("/messages");

        Assert.DoesNotContain(Stage.Chapter.Log.Problems, line => line.Text.Contains("forged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json at all", "application/json")]
    [InlineData("{\"value\":[{\"subject\":", "application/json")]
    [InlineData("{\"value\":\"no list\"}", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("<html><body>Welcome to the hotel network</body></html>", "text/html")]
    public async Task An_odd_answer_is_a_page_and_not_a_crash(string body, string type)
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var odd = Stage.Backchannel.Answer(Endpoints.Graph, HttpStatusCode.OK, body, type);

        var page = await Browser.GetAsync("/messages");

        Assert.True(page.Status is HttpStatusCode.BadGateway || page.Text.Contains("There are no messages", StringComparison.Ordinal), $"{page.Status} {page.Text}");
        Assert.NotNull(page.Document.QuerySelector("header .who"));
    }

    [Fact]
    public async Task An_answer_of_ten_megabytes_is_not_read_to_its_end()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        var body = $$"""{"value":[{"subject":"{{new string('x', 10 * 1024 * 1024)}}"}]}""";
        using var huge = Stage.Backchannel.Answer(Endpoints.Graph, HttpStatusCode.OK, body);

        ShouldBeAFailure(await Browser.GetAsync("/messages"), HttpStatusCode.BadGateway, "Microsoft Graph's answer cannot be read", "/messages");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_failed_call()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var truncated = Stage.Backchannel.Use((request, next, _) => Endpoints.Graph(request.RequestUri!)
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.")
            : next());

        ShouldBeAFailure(await Browser.GetAsync("/messages"), HttpStatusCode.BadGateway, "Microsoft Graph's answer cannot be read", "/messages");
    }

    [Fact]
    public async Task A_slow_Graph_is_given_up_on()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var slow = Stage.Backchannel.TimeOut(Endpoints.Graph);

        ShouldBeAFailure(await Browser.GetAsync("/messages"), HttpStatusCode.GatewayTimeout, "Microsoft Graph did not answer in time", "/messages");
    }

    [Fact]
    public async Task A_Graph_that_cannot_be_reached_is_named()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        using var gone = Stage.Backchannel.Refuse(Endpoints.Graph);

        ShouldBeAFailure(await Browser.GetAsync("/messages"), HttpStatusCode.BadGateway, "Microsoft Graph cannot be reached", "/messages");
    }

    [Fact]
    public async Task Tokens_that_have_run_out_by_Graphs_clock_are_renewed_with_the_button_that_the_page_names()
    {
        UseOwnStage();
        await Browser.SignInAsync();
        await Browser.GetAsync("/profile");
        await using var expired = await StartScenarioAsync("expire-access-tokens");

        var page = await Browser.GetAsync("/profile");

        ShouldBeAFailure(page, HttpStatusCode.BadGateway, "Microsoft Graph rejected the access token", "/profile");
        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await Browser.PressAsync(await Browser.GetAsync("/TokenCache"), "what", "refresh");
        Assert.Contains("Alice Archer", (await Browser.ClickAsync(page, "Try again")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_client_secret_is_named_with_its_fix()
    {
        await Browser.SignInAsync();
        using var expired = Stage.Backchannel.Answer(Endpoints.Token, HttpStatusCode.Unauthorized,
            """{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired. Trace ID: x Correlation ID: 7b6d3a3e-0000-4000-8000-000000000001 Timestamp: 2026-01-01","error_codes":[7000222]}""");

        var page = await Browser.PressAsync(await Browser.GetAsync("/TokenCache"), "what", "refresh");

        ShouldBeAnErrorPage(page);
        Assert.Contains("AADSTS7000222", page.Text, StringComparison.Ordinal);
        Assert.Contains("The client secret has expired", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_named()
    {
        await Browser.SignInAsync();
        await using var down = await StartScenarioAsync("token-endpoint-500");

        var page = await Browser.PressAsync(await Browser.GetAsync("/TokenCache"), "what", "refresh");

        ShouldBeAnErrorPage(page);
        Assert.Contains("provider", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("the cache, in", (await Browser.GetAsync("/TokenCache")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leaves_takes_the_call_to_Graph_along()
    {
        await OpenAsAsync(SeededTenants.Alice, "/messages");
        var (reached, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var waiting = Stage.Backchannel.Use(async (request, next, cancellationToken) =>
        {
            if (!Endpoints.Graph(request.RequestUri!))
            {
                return await next();
            }

            reached.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException("An endless wait has ended.");
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult();
                throw;
            }
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var client = new HttpMessageInvoker(Stage.Network.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Stage.Chapter.Address, "/messages"));
        request.Headers.Add("Cookie", Browser.Cookies.HeaderFor(request.RequestUri!, crossSite: false, safeNavigation: true));

        var answer = client.SendAsync(request, leaving.Token);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();

        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await answer.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
