using System.Net;
using System.Text;
using IdentityTutorial.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sandbox.Wire;

namespace IdentityTutorial.Tests.SandboxHost.Wire;

/// <summary>What is recorded of an exchange, and what is left out.</summary>
public sealed class WireRecorderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_request_is_recorded_with_its_parameters_answer_and_checks()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapPost("/t/oauth2/v2.0/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(Cancelled);
            var notes = context.Features.Get<ExchangeNotes>()!;
            notes.ClientId = form["client_id"];
            notes.User = "alice@contoso.example";
            notes.Note("code_verifier matches code_challenge", passed: false, "expected S256");
            notes.ErrorCode = 501481;
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/t/oauth2/v2.0/token?dc=1")
        {
            Content = new FormUrlEncodedContent([new("client_id", "app"), new("code", "0.the-code"), new("scope", "openid profile")]),
            Headers = { { "client-request-id", "11111111-2222-3333-4444-555555555555" } },
        };

        using var answer = await host.Client.SendAsync(request, Cancelled);
        var body = await answer.Content.ReadAsStringAsync(Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal(("POST", "/t/oauth2/v2.0/token", 400), (exchange.Method, exchange.Path, exchange.Status));
        Assert.Equal(("app", "alice@contoso.example", 501481), (exchange.ClientId, exchange.User, exchange.ErrorCode));
        Assert.Equal("11111111-2222-3333-4444-555555555555", exchange.CorrelationId);
        Assert.Equal(
            [new("query", "dc", "1"), new("form", "client_id", "app"), new("form", "code", "0.the-code"), new("form", "scope", "openid profile")],
            exchange.Parameters);
        Assert.Equal([new("code_verifier matches code_challenge", false, "expected S256")], exchange.Checks);
        Assert.Equal(body, exchange.Body);
        Assert.InRange(exchange.Milliseconds, 0, 60_000);
    }

    [Fact]
    public async Task A_redirect_is_recorded_with_its_target()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapGet("/t/oauth2/v2.0/authorize", () => Results.Redirect("https://localhost:7111/signin-oidc?code=abc")));

        using var answer = await host.Client.GetAsync("/t/oauth2/v2.0/authorize?state=s", Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal((302, "https://localhost:7111/signin-oidc?code=abc"), (exchange.Status, exchange.Location));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(exchange.Body);
    }

    [Fact]
    public async Task Headers_of_the_protocols_are_recorded_and_cookies_are_not()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapGet("/v1.0/me", (HttpResponse response) =>
        {
            response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            response.Cookies.Append("session", "value-of-a-cookie");
            return Results.StatusCode(401);
        }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me")
        {
            Headers =
            {
                { "Authorization", "Bearer abc" },
                { "Cookie", "own=value-of-a-cookie" },
                { "X-Other", "value-of-another" },
            },
        };

        using var answer = await host.Client.SendAsync(request, Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal(
            [
                new("request header", "Authorization", "Bearer abc"),
                new("response header", "WWW-Authenticate", "Bearer error=\"invalid_token\""),
            ],
            exchange.Headers);
    }

    [Fact]
    public async Task With_the_setting_nothing_is_recorded()
    {
        await using var host = await RecordedHost.StartAsync(
            app => app.MapGet(
                "/t/oauth2/v2.0/authorize",
                (HttpContext context) => Results.Text($"{context.Features.Get<ExchangeNotes>() is null}")),
            ("Sandbox:RecordExchanges", "false"));

        var answer = await host.Client.GetStringAsync("/t/oauth2/v2.0/authorize", Cancelled);

        Assert.Equal("True", answer);
        Assert.Empty(await host.StopAndReadAsync());
    }

    [Fact]
    public async Task A_typed_password_is_left_out()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapPost("/t/login", async (HttpRequest request) =>
        {
            await request.ReadFormAsync(Cancelled);
            return Results.Text("<p>page</p>", "text/html");
        }));

        using var form = new FormUrlEncodedContent([new("username", "alice"), new("Password", "my real one")]);
        using var answer = await host.Client.PostAsync("/t/login", form, Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal([new("form", "username", "alice"), new("form", "Password", "(left out)")], exchange.Parameters);
        Assert.Null(exchange.Body);
    }

    [Fact]
    public async Task Nothing_of_an_exchange_reaches_the_log()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapPost("/t/oauth2/v2.0/token", async (HttpRequest request) =>
        {
            await request.ReadFormAsync(Cancelled);
            return Results.Json(new { access_token = "an-access-token-value" });
        }));

        using var form = new FormUrlEncodedContent([new("client_secret", "a-client-secret-value"), new("code", "a-code-value")]);
        using var answer = await host.Client.PostAsync("/t/oauth2/v2.0/token", form, Cancelled);
        Assert.Single(await host.StopAndReadAsync());

        host.Log.ShouldNotContain(["a-client-secret-value", "a-code-value", "an-access-token-value"]);
    }

    [Fact]
    public async Task The_home_page_the_api_and_unknown_addresses_are_not_recorded()
    {
        await using var host = await RecordedHost.StartAsync(app =>
        {
            app.MapGet("/", () => "home");
            app.MapGet("/sandbox/api/ready", () => "ready");
        });

        foreach (var path in new[] { "/", "/sandbox/api/ready", "/nothing/here" })
        {
            using var answer = await host.Client.GetAsync(path, Cancelled);
        }

        Assert.Empty(await host.StopAndReadAsync());
    }

    [Fact]
    public async Task An_answer_larger_than_what_is_kept_arrives_whole()
    {
        var text = new string('x', WireLimits.Body * 3);
        await using var host = await RecordedHost.StartAsync(app => app.MapGet("/t/keys", () => Results.Json(text)));

        var arrived = await host.Client.GetStringAsync("/t/keys", Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal(text.Length + 2, arrived.Length);
        Assert.Equal(WireLimits.Body, exchange.Body!.Length);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("text/html", false)]
    public async Task An_answer_in_pieces_arrives_whole_and_is_kept_up_to_the_limit_when_it_is_JSON(
        string type, bool isKept)
    {
        var sent = new List<byte>();
        await using var host = await RecordedHost.StartAsync(app => app.MapGet("/t/discovery", async (HttpResponse response) =>
        {
            response.ContentType = type;
            for (var number = 0; sent.Count < 2 * WireLimits.Body; number++)
            {
                var piece = Enumerable.Repeat((byte)('a' + (number % 26)), 1_001).ToArray();
                sent.AddRange(piece);
                switch (number % 3)
                {
                    case 0:
                        await response.BodyWriter.WriteAsync(piece, Cancelled);
                        break;
                    case 1:
                        var memory = response.BodyWriter.GetMemory(piece.Length);
                        piece.CopyTo(memory);
                        response.BodyWriter.Advance(1);
                        response.BodyWriter.Advance(piece.Length - 1);
                        break;
                    default:
                        await response.Body.WriteAsync(piece, Cancelled);
                        break;
                }
            }
        }));

        var arrived = await host.Client.GetByteArrayAsync("/t/discovery", Cancelled);
        var exchange = Assert.Single(await host.StopAndReadAsync());

        Assert.Equal(sent, arrived);
        var kept = isKept ? Encoding.ASCII.GetString([.. sent.Take(WireLimits.Body)]) : null;
        Assert.Equal(kept, exchange.Body);
    }

    [Fact]
    public async Task A_request_that_fails_in_the_endpoint_is_recorded_and_still_fails()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapGet("/t/broken", string () => throw new InvalidOperationException("broken")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.GetAsync("/t/broken", Cancelled));

        var exchange = Assert.Single(await host.StopAndReadAsync());
        Assert.Equal(("/t/broken", 500), (exchange.Path, exchange.Status));
    }

    [Fact]
    public async Task A_form_that_the_endpoint_does_not_read_is_not_read_for_the_record()
    {
        await using var host = await RecordedHost.StartAsync(app => app.MapPost("/t/ignoring", () => "done"));

        using var malformed = new StringContent("%%%=&&&", null, "application/x-www-form-urlencoded");
        using var answer = await host.Client.PostAsync("/t/ignoring", malformed, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(Assert.Single(await host.StopAndReadAsync()).Parameters);
    }
}
