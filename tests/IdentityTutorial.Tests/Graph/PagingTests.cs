using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sandbox.Persistence;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Graph;

public sealed partial class PagingTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task Next_links_lead_through_the_whole_directory_once_and_in_order()
    {
        var names = new List<string?>();
        var pages = 0;
        for (var next = "/users?$top=250&$select=displayName,id"; next is not null; pages++)
        {
            var page = await graph.GetAsync(next);
            GraphAssert.IsOk(page);
            names.AddRange(page.All("displayName"));
            next = page.NextLink;
        }

        Assert.Equal((5, 1200), (pages, names.Count));
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Theory]
    [InlineData("$orderby=displayName desc", "displayName")]
    [InlineData("$orderby=userPrincipalName desc", "userPrincipalName")]
    public async Task Next_links_keep_the_order_that_was_asked_for(string order, string property)
    {
        var first = await graph.GetAsync($"/users?$top=700&{order}&$select={property}");
        var second = await graph.GetAsync(first.NextLink!);

        string?[] all = [.. first.All(property), .. second.All(property)];
        Assert.Equal((1200, null), (all.Length, second.NextLink));
        Assert.Equal(all.OrderDescending(StringComparer.OrdinalIgnoreCase), all);
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("displayName desc")]
    public async Task People_of_the_same_name_are_lost_at_no_border_between_pages(string order)
    {
        await using var own = new GraphFixture();
        await own.Login.ChangeAsync(async db => await db.Set<User>().Where(user => EF.Functions.Like(user.UserPrincipalName, "a%") && user.UserPrincipalName != SeededTenants.Alice)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "Sam Same"), GraphFixture.Token));

        var ids = new List<string?>();
        for (var next = $"/users?$top=20&$orderby={order}&$filter=startswith(displayName,'S')&$select=id,displayName"; next is not null;)
        {
            var page = await own.GetEventuallyAsync(next + (ids.Count == 0 ? "&$count=true" : ""));
            GraphAssert.IsOk(page);
            ids.AddRange(page.All("id"));
            next = page.NextLink;
        }

        await own.Login.ReadAsync(async db => Assert.Equal(
            await db.Set<User>().CountAsync(user => user.TenantId == Guid.Parse(SeededTenants.Contoso) && EF.Functions.Like(user.DisplayName, "S%"), GraphFixture.Token), ids.Count));
        Assert.True(ids.Count > 40);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_page_has_100_people_unless_top_says_otherwise()
    {
        Assert.Equal(100, (await graph.GetAsync("/users")).Value.Count);
        Assert.Equal(999, (await graph.GetAsync("/users?$top=999")).Value.Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    public async Task A_page_of_another_size_is_refused(string top) =>
        GraphAssert.IsError(await graph.GetAsync("/users?$top=" + top), 400, "Request_UnsupportedQuery", $"Invalid page size specified: '{top}'. Must be between 1 and 999 inclusive.");

    [Fact]
    public async Task The_total_is_counted_with_the_first_page_only()
    {
        var first = await graph.GetEventuallyAsync("/users?$count=true&$top=25");
        var second = await graph.GetEventuallyAsync(first.NextLink!);

        Assert.Equal(1200, first.Body["@odata.count"]!.GetValue<int>());
        Assert.Equal((25, null), (second.Value.Count, second.Body["@odata.count"]));
    }

    [Fact]
    public async Task The_total_alone_is_text()
    {
        var answer = await graph.GetEventuallyAsync("/users/$count?$filter=accountEnabled eq false");

        Assert.Equal(("1", "text/plain"), (System.Text.Encoding.UTF8.GetString(answer.Content), answer.ContentHeaders.ContentType?.MediaType));
        GraphAssert.IsError(await graph.GetAsync("/users/$count"), 400, "Request_BadRequest", "$count is not currently supported.");
    }

    [Theory]
    [InlineData("/groups")]
    [InlineData("/applications")]
    [InlineData("/servicePrincipals")]
    [InlineData("/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members")]
    public async Task The_total_of_each_list_is_that_of_its_entries_and_needs_the_header(string list)
    {
        var entries = await graph.GetAsync($"{list}?$top=999");
        var answer = await graph.GetEventuallyAsync($"{list}/$count");
        var withoutHeader = await graph.GetAsync($"{list}/$count");

        Assert.NotEmpty(entries.Value);
        Assert.Null(entries.NextLink);
        Assert.Equal($"{entries.Value.Count}", System.Text.Encoding.UTF8.GetString(answer.Content));
        GraphAssert.IsError(withoutHeader, 400, "Request_BadRequest", "$count is not currently supported.");
    }

    [Fact]
    public async Task A_place_is_good_for_its_own_query_only()
    {
        var place = (await graph.GetAsync("/users?$top=5")).NextLink!.Split("$skiptoken=")[1];
        var eve = await graph.TokenAsync("eve@fabrikam.example");

        GraphAssert.IsOk(await graph.GetAsync("/users?$top=9&$skiptoken=" + place));
        GraphAssert.IsError(await graph.GetAsync("/users?$orderby=userPrincipalName&$skiptoken=" + place), 400, "Request_BadRequest", "page token");
        GraphAssert.IsError(await graph.GetAsync("/groups?$skiptoken=" + place), 400, "Request_BadRequest", "page token");
        GraphAssert.IsError(await graph.GetAsync(eve, "/users?$skiptoken=" + place), 400, "Request_BadRequest", "page token");
        GraphAssert.IsError(await graph.GetAsync("/users?$skiptoken=" + place[..^4] + "AAAA"), 400, "Request_BadRequest", "page token");
        GraphAssert.IsError(await graph.GetAsync("/users?$skiptoken=10"), 400, "Request_BadRequest", "page token");
        GraphAssert.IsError(await graph.GetAsync("/users?$skip=10"), 400, "Request_BadRequest", "'$skip' is not supported");
    }

    [Theory]
    [InlineData("/users?$top=25")]
    [InlineData("/users?$top=25&$orderby=displayName desc")]
    [InlineData("/users?$top=25&$orderby=userPrincipalName")]
    [InlineData("/users?$top=25&$expand=manager")]
    [InlineData("/groups?$top=25")]
    [InlineData("/users/bob@contoso.example/memberOf?$top=25")]
    [InlineData("/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members?$top=1")]
    [InlineData("/me/messages?$top=2")]
    public async Task Every_page_costs_the_same(string path)
    {
        await using var own = new GraphFixture();
        var token = await own.TokenAsync();
        var page = await own.GetAsync(token, path);
        var before = own.Login.Sandbox.Log.Lines.Count;

        GraphAssert.IsOk(await own.GetAsync(token, page.NextLink!));

        var sql = Assert.Single(
            own.Login.Sandbox.Log.Lines.Skip(before)
                .Where(line => line.EventId == RelationalEventId.CommandExecuted)
                .Select(line => Statement().Match(line.Text).Groups["sql"].Value),
            statement => statement.Contains("ORDER BY", StringComparison.Ordinal));
        Assert.DoesNotContain("OFFSET", sql, StringComparison.Ordinal);
        var plan = await ExplainAsync(own, sql);
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.Matches("^SEARCH .+ USING (COVERING )?INDEX .+=\\? AND .+[<>]\\?\\)$", plan[0]);
    }

    private static async Task<List<string>> ExplainAsync(GraphFixture graph, string sql)
    {
        await using var db = await graph.Login.Service<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(GraphFixture.Token);
        await db.Database.OpenConnectionAsync(GraphFixture.Token);
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, "1");
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(GraphFixture.Token);
        while (await reader.ReadAsync(GraphFixture.Token))
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }

    [GeneratedRegex(@"commandText=(?<sql>SELECT .+?) \{OriginalFormat\}=", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex("@\\w+")]
    private static partial Regex Parameter();
}
