namespace IdentityTutorial.Tests.Graph;

public sealed class QueryTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private static readonly int[] _answeredOrRefused = [200, 400];

    private static readonly string[] _refusals = ["Request_UnsupportedQuery", "BadRequest"];

    [Theory]
    [InlineData("displayName eq 'alice archer'", "Alice Archer")]
    [InlineData("startswith(displayName,'ALICE')", "Alice Archer")]
    [InlineData("startsWith(displayName,'Alice%')")]
    [InlineData("startswith(displayName,'Al_ce')")]
    [InlineData("displayName eq 'Alice'' Archer'")]
    [InlineData("userPrincipalName eq 'bob@contoso.example'", "Bob Baker")]
    [InlineData("id eq '6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01'", "Alice Archer")]
    [InlineData("id eq 'no id'")]
    [InlineData("id in ('6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01','0d2c3f55-1d9e-4a3c-9a3e-5b8a2f1c7d02')", "Alice Archer", "Bob Baker")]
    [InlineData("accountEnabled eq false", "Dan Dimitrov")]
    [InlineData("jobTitle eq 'Auditor' or jobTitle eq 'Product Manager'", "Alice Archer", "Bob Baker")]
    [InlineData("city eq 'Lisbon' and jobTitle eq 'Product Manager'", "Alice Archer")]
    [InlineData("(city eq 'Lisbon' or city eq 'Porto') and not(jobTitle eq 'Auditor')", "Ada Almeida", "Alice Archer")]
    [InlineData("city eq 'Lisbon' or city eq 'Porto' and jobTitle eq 'Auditor'", "Ada Almeida", "Alice Archer", "Bob Baker")]
    [InlineData("'Auditor' eq jobTitle", "Bob Baker")]
    [InlineData("displayName ge 'Zz'")]
    [InlineData("jobTitle ne null and endswith(mail,'obs@contoso.example') or startswith(mail,'carol@')", "Carol Chen")]
    public async Task A_filter_finds_who_matches(string filter, params string[] names)
    {
        var answer = await graph.GetEventuallyAsync($"/users?$count=true&$select=displayName&$filter={Uri.EscapeDataString(filter)}");

        GraphAssert.IsOk(answer);
        Assert.Equal(names, answer.All("displayName"));
        Assert.Equal(names.Length, answer.Body["@odata.count"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_a_client_sends_is_never_part_of_the_SQL()
    {
        var answer = await graph.GetAsync("/users?$filter=" + Uri.EscapeDataString("displayName eq '''; DROP TABLE User; --' or displayName eq '\" OR 1=1 --'"));

        GraphAssert.IsOk(answer);
        Assert.Empty(answer.Value);
    }

    [Theory]
    [InlineData("\"displayName:{0}\"", " ", "a")]
    [InlineData("{0}", " OR ", "\"displayName:a\"")]
    [InlineData("{0}", " AND ", "\"displayName:a\"")]
    public async Task A_search_of_a_thousand_words_is_refused(string search, string separator, string word)
    {
        var words = string.Join(separator, Enumerable.Repeat(word, 1000));
        var answer = await graph.GetEventuallyAsync($"/users?$search={Uri.EscapeDataString(search.Replace("{0}", words, StringComparison.Ordinal))}");

        GraphAssert.IsError(answer, 400, "BadRequest");
    }

    [Theory]
    [InlineData("\"displayName:ali\"", "Alice Archer")]
    [InlineData("\"displayName:arch\"", "Alice Archer")]
    [InlineData("\"displayName:alice arch\"", "Alice Archer")]
    [InlineData("\"displayName:lice\"")]
    [InlineData("\"mail:bob@\" OR \"displayName:alice\"", "Alice Archer", "Bob Baker")]
    [InlineData("\"givenName:bob\" AND \"surname:baker\"", "Bob Baker")]
    [InlineData("\"displayName:100%\"")]
    public async Task A_search_finds_words_that_begin_so(string search, params string[] names)
    {
        var answer = await graph.GetEventuallyAsync($"/users?$select=displayName&$search={Uri.EscapeDataString(search)}");

        GraphAssert.IsOk(answer);
        Assert.Equal(names, answer.All("displayName"));
    }

    [Theory]
    [InlineData("$filter=accountEnabled ne true&$count=true", "$count is not currently supported")]
    [InlineData("$filter=accountEnabled ne true", "Operator 'ne'")]
    [InlineData("$filter=not(accountEnabled eq true)", "Operator 'not'")]
    [InlineData("$filter=endswith(mail,'x')", "Operator 'endsWith'")]
    [InlineData("$filter=jobTitle eq null", "null")]
    [InlineData("$filter=jobTitle in ('Auditor',null)", "null")]
    [InlineData("$search=\"displayName:ali\"", "'ConsistencyLevel: eventual'")]
    [InlineData("$count=true", "$count is not currently supported")]
    [InlineData("$filter=accountEnabled eq true&$orderby=displayName", "Sorting not supported for current query.")]
    public async Task An_advanced_query_has_to_be_asked_for(string query, string message) =>
        GraphAssert.IsError(await graph.GetAsync("/users?" + query), 400, "Request_UnsupportedQuery", message);

    [Theory]
    [InlineData("$filter=mobilePhone eq '1'", "'mobilePhone' of resource 'user'")]
    [InlineData("$filter=contains(displayName,'x')", "'displayName' of resource 'user'")]
    [InlineData("$filter=tolower(displayName) eq 'x'", "filter clause")]
    [InlineData("$filter=displayName eq mail", "filter clause")]
    [InlineData("$filter=length(displayName) gt 3", "filter clause")]
    [InlineData("$filter=displayName", "")]
    [InlineData("$filter=displayName in ()", "")]
    [InlineData("$orderby=city", "Unsupported sort property 'city'")]
    [InlineData("$orderby=displayName,userPrincipalName", "Unsupported sort property")]
    [InlineData("$search=\"alice\"", "displayName")]
    [InlineData("$search=\"city:lisbon\"", "displayName")]
    public async Task What_is_not_supported_is_named(string query, string message)
    {
        var answer = await graph.GetEventuallyAsync("/users?$count=true&" + query);

        Assert.Equal(400, (int)answer.Status);
        Assert.Contains(answer.Body["error"]!["code"]!.GetValue<string>(), _refusals);
        Assert.Contains(message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users?$select=displayNme", "displayNme")]
    [InlineData("/me?$select=id,shoeSize", "shoeSize")]
    [InlineData("/users?$filter=shoeSize eq 3", "shoeSize")]
    [InlineData("/users?$filter=displayName eq", "")]
    [InlineData("/users?$filter=displayName eq 'open", "")]
    [InlineData("/users?$filter=((displayName eq 'x')", "")]
    [InlineData("/users?$filter=accountEnabled eq 3", "")]
    [InlineData("/users?$filter=", "$filter")]
    [InlineData("/users?$top=five", "five")]
    [InlineData("/users?$top=-1", "")]
    [InlineData("/users?$count=perhaps", "perhaps")]
    [InlineData("/users?$top=1&$top=2", "more than once")]
    [InlineData("/users?$top=1&top=2", "more than once")]
    [InlineData("/users?$apply=groupby((city))", "$apply")]
    [InlineData("/users?$expand=friends", "friends")]
    [InlineData("/me?$filter=displayName eq 'x'", "$filter")]
    public async Task What_is_malformed_is_a_bad_request(string path, string message)
    {
        var answer = await graph.GetAsync(path);

        Assert.Equal(400, (int)answer.Status);
        Assert.Contains(message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_in_any_option_is_a_bad_request_and_nothing_worse()
    {
        var random = new Random(20261124);
        const string Letters = "()'\", eqnotandorin/$:*@%\\\u0000äalldisplayNamestartswith0123456789-T.[]{}";
        for (var round = 0; round < 300; round++)
        {
            var option = new[] { "filter", "search", "orderby", "select", "expand", "top", "count", "skiptoken" }[round % 8];
            var text = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Letters[random.Next(Letters.Length)])]);
            var answer = await graph.GetEventuallyAsync($"/users?$count=true&${option}={Uri.EscapeDataString(text)}".Replace("$count=true&$count", "$count", StringComparison.Ordinal));
            Assert.True((int)answer.Status is 400 or 200, $"${option}={text}: {(int)answer.Status} {answer.Body}");
        }
    }

    [Theory]
    [InlineData("(", "displayName eq 'x'", ")", 1500)]
    [InlineData("not ", "accountEnabled eq true", "", 900)]
    [InlineData("", "id eq '1'", " or id eq '1'", 290)]
    [InlineData("", "displayName eq 'x'", " and displayName eq 'x'", 4000)]
    public async Task A_filter_of_any_depth_is_answered_or_refused(string before, string middle, string after, int times)
    {
        var filter = string.Concat(Enumerable.Repeat(before, times)) + middle + string.Concat(Enumerable.Repeat(after, times));

        var answer = await graph.GetEventuallyAsync($"/users?$count=true&$filter={Uri.EscapeDataString(filter)}");

        Assert.Contains((int)answer.Status, _answeredOrRefused);
    }

    [Fact]
    public async Task Dollar_signs_may_be_left_out() => Assert.Single((await graph.GetAsync("/users?top=1&select=id")).Value);
}
