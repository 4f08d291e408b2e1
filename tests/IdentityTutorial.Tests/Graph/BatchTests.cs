using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Graph;

public sealed class BatchTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task Each_request_is_answered_as_if_it_had_come_alone()
    {
        var answers = await SendAsync(
            """{"id":"1","method":"GET","url":"/me?$select=displayName"}""",
            """{"id":"2","method":"GET","url":"/me/photos/48x48/$value"}""",
            """{"id":"3","method":"GET","url":"/users/nobody@contoso.example"}""",
            """{"id":"4","method":"POST","url":"/me/getMemberObjects","headers":{"Content-Type":"application/json"},"body":{"securityEnabledOnly":true}}""",
            """{"id":"5","method":"GET","url":"users?$search=\"displayName:ali\"&$select=displayName","headers":{"ConsistencyLevel":"eventual"}}""",
            """{"id":"6","method":"DELETE","url":"/me"}""",
            """{"id":"7","method":"GET","url":"/planets"}""");

        Assert.Equal([200, 200, 404, 200, 200, 405, 400], answers.Select(answer => answer["status"]!.GetValue<int>()));
        Assert.Equal("Alice Archer", answers[0]["body"]!["displayName"]!.GetValue<string>());
        Assert.Equal((await graph.GetAsync("/me/photos/48x48/$value")).Content, Convert.FromBase64String(answers[1]["body"]!.GetValue<string>()));
        Assert.Equal("image/png", answers[1]["headers"]!["Content-Type"]!.GetValue<string>());
        Assert.Equal("Request_ResourceNotFound", answers[2]["body"]!["error"]!["code"]!.GetValue<string>());
        Assert.Equal(3, answers[3]["body"]!["value"]!.AsArray().Count);
        Assert.Equal("Alice Archer", answers[4]["body"]!["value"]![0]!["displayName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Next_links_of_a_batch_work_alone()
    {
        var answers = await SendAsync("""{"id":"1","method":"GET","url":"/users?$top=3"}""");

        GraphAssert.IsOk(await graph.GetAsync(answers[0]["body"]!["@odata.nextLink"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_batchs_token_counts_and_no_other()
    {
        var answers = await SendAsAsync(
            await graph.TokenAsync(scopes: "User.Read"),
            $$$"""{"id":"1","method":"GET","url":"/users","headers":{"Authorization":"Bearer {{{await graph.TokenAsync()}}}"}}""");

        Assert.Equal(403, answers[0]["status"]!.GetValue<int>());
        GraphAssert.IsError(await graph.PostAsync(token: null, "/$batch", "{}"), 401, "InvalidAuthenticationToken");
    }

    [Fact]
    public async Task What_depends_on_a_failed_request_fails_too()
    {
        var answers = await SendAsync(
            """{"id":"a","method":"GET","url":"/users/nobody@contoso.example"}""",
            """{"id":"b","method":"GET","url":"/me","dependsOn":["A"]}""",
            """{"id":"c","method":"GET","url":"/me","dependsOn":["b"]}""",
            """{"id":"d","method":"GET","url":"/me"}""",
            """{"id":"e","method":"GET","url":"/me","dependsOn":["d"]}""");

        Assert.Equal([404, 424, 424, 200, 200], answers.Select(answer => answer["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Twenty_requests_are_answered_and_twenty_one_are_too_many()
    {
        var token = await graph.TokenAsync();
        static string[] Steps(int count) => [.. Enumerable.Range(1, count).Select(id => $$"""{"id":"{{id}}","method":"GET","url":"/me"}""")];

        Assert.Equal(20, (await SendAsync(Steps(20))).Count);
        GraphAssert.IsError(await graph.PostAsync(token, "/$batch", $$"""{"requests":[{{string.Join(',', Steps(21))}}]}"""), 400, "BadRequest", "20");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"requests":[]}""")]
    [InlineData("""{"requests":[1]}""")]
    [InlineData("""{"requests":[{"method":"GET","url":"/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","url":"/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"https://localhost:7443/v1.0/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"//elsewhere.example/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me"},{"id":"1","method":"GET","url":"/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me","dependsOn":["2"]},{"id":"2","method":"GET","url":"/me","dependsOn":["1"]}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me","dependsOn":["1"]}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me","headers":{"a":1}}]}""")]
    public async Task A_malformed_batch_is_refused_as_a_whole(string body) =>
        GraphAssert.IsError(await graph.PostAsync(await graph.TokenAsync(), "/$batch", body), 400, "BadRequest", "Invalid batch payload format");

    [Theory]
    [InlineData("/$batch", 400)]
    [InlineData("/../oidc/userinfo", 400)]
    [InlineData("/..%2Fsandbox%2Fapi%2Freset", 400)]
    public async Task A_batch_reaches_Graph_and_nothing_else(string url, int status) =>
        Assert.Equal(status, (await SendAsync($$"""{"id":"1","method":"POST","url":"{{url}}"}"""))[0]["status"]!.GetValue<int>());

    private async Task<IReadOnlyList<JsonObject>> SendAsync(params string[] steps) => await SendAsAsync(await graph.TokenAsync(), steps);

    private async Task<IReadOnlyList<JsonObject>> SendAsAsync(string token, params string[] steps)
    {
        var answer = await graph.PostAsync(token, "/$batch", $$"""{"requests":[{{string.Join(',', steps)}}]}""");
        GraphAssert.IsOk(answer);
        return [.. answer.Body["responses"]!.AsArray().Select(response => response!.AsObject())];
    }
}
