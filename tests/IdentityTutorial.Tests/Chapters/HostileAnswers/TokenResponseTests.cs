using System.Net;
using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Answers of the token endpoint that hold no ID token, or are no answers.</summary>
/// <inheritdoc />
public abstract class TokenResponseTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [InlineData(200, "application/json", "")]
    [InlineData(200, "application/json", " ")]
    [InlineData(200, "application/json", "null")]
    [InlineData(200, "application/json", "[]")]
    [InlineData(200, "application/json", "42")]
    [InlineData(200, "application/json", "\"a text\"")]
    [InlineData(200, "application/json", "{\"id_token\":")]
    [InlineData(200, "application/json", "{\"a\":\"\\uD800\"")]
    [InlineData(200, "text/html", "<!doctype html><title>Welcome to the hotel</title>")]
    [InlineData(200, "application/x-www-form-urlencoded", "id_token=a.b.c")]
    [InlineData(204, "application/json", "")]
    [InlineData(302, "text/plain", "")]
    [InlineData(401, "text/html", "<h1>Proxy authentication required</h1>")]
    [InlineData(404, "text/html", "<h1>Not found</h1>")]
    [InlineData(418, "application/json", "{\"teapot\":true}")]
    [InlineData(500, "text/html", "<h1>Oops</h1>")]
    [InlineData(500, "application/json", "")]
    [InlineData(502, "text/html", "<h1>Bad gateway</h1>")]
    [InlineData(503, "text/plain", "Busy")]
    public async Task An_answer_that_is_not_a_token_response_is_the_providers_failure(int status, string type, string body)
    {
        using var odd = Stage.Backchannel.Answer(Endpoints.Token, (HttpStatusCode)status, body, type);

        var page = await Browser.SignInAsync();

        ShouldBlameTheProvider(page);
        await ShouldBeRefusedAsync(page);
    }

    [Fact]
    public async Task An_answer_in_an_unknown_character_set_is_the_providers_failure()
    {
        using var odd = Stage.Backchannel.Use(async (request, next, _) =>
        {
            var answer = await next();
            if (Endpoints.Token(request.RequestUri!))
            {
                answer.Content = new ByteArrayContent([0xFF, 0xFE, 0x7B]);
                answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=no-such-set");
            }

            return answer;
        });

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Fact]
    public async Task An_answer_that_is_far_too_big_is_the_providers_failure()
    {
        using var huge = Stage.Backchannel.Answer(Endpoints.Token, HttpStatusCode.OK, $$"""{"id_token":"{{new string('A', 12 * 1024 * 1024)}}"}""");

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("42")]
    [InlineData("true")]
    [InlineData("[\"a.b.c\"]")]
    [InlineData("{\"a\":\"b\"}")]
    public async Task An_answer_without_an_ID_token_signs_nobody_in(string idToken)
    {
        using var without = Stage.Backchannel.Rewrite(Endpoints.Token, body =>
        {
            var answer = JsonNode.Parse(body)!.AsObject();
            answer.Remove("id_token");
            if (idToken != "missing")
            {
                answer["id_token"] = JsonNode.Parse(idToken);
            }

            return answer.ToJsonString();
        });

        await ShouldBeRefusedAsync(await Browser.SignInAsync());
    }

    [Theory]
    [InlineData("invalid_grant", "AADSTS70000: The code is not valid.", 400)]
    [InlineData("invalid_client", "AADSTS7000222: The secret has expired.", 400)]
    [InlineData("temporarily_unavailable", "AADSTS90033: A passing problem.", 503)]
    public async Task An_error_of_the_token_endpoint_is_explained_with_its_code(string error, string description, int status)
    {
        using var refused = Stage.Backchannel.Answer(
            Endpoints.Token, HttpStatusCode.BadRequest, new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString());

        var page = await Browser.SignInAsync();

        await ShouldBeRefusedAsync(page);
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(description[(description.IndexOf(' ', StringComparison.Ordinal) + 1)..], page.Text, StringComparison.Ordinal);
    }
}
