using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Graph.Users.Delta;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Delta queries answer with all objects once, and with changes from then on.</summary>
public sealed class DeltaTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "User.ReadWrite.All Group.ReadWrite.All";

    [Fact]
    public async Task All_users_come_first_and_then_what_was_changed()
    {
        var first = await ReadAllAsync("/users/delta?$select=displayName,jobTitle");
        Assert.Equal(1200, first.Items.Count(item => item["displayName"]!.GetValue<string>() is { } name && !name.Contains("new-", StringComparison.Ordinal)));
        Assert.Empty((await ReadAllAsync(first.Delta)).Items);
        var (changed, _) = await graph.CreateUserAsync();
        var (deleted, _) = await graph.CreateUserAsync();
        var (removed, _) = await graph.CreateUserAsync();
        await graph.AsAdministratorAsync(Write, "PATCH", $"/users/{changed}", """{"jobTitle":"Changed"}""");
        await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{deleted}");
        await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{removed}");
        await graph.AsAdministratorAsync(Write, "DELETE", $"/directory/deletedItems/{removed}");

        var second = await ReadAllAsync(first.Delta);

        Assert.Equal(new[] { changed, deleted, removed }.Order(), second.Items.Select(item => item["id"]!.GetValue<string>()).Order());
        Assert.Equal(["id", "displayName", "jobTitle"], Of(second, changed).Select(member => member.Key).OrderBy(name => name == "id" ? "" : name));
        Assert.Equal("Changed", Of(second, changed)["jobTitle"]!.GetValue<string>());
        Assert.Equal("changed", Of(second, deleted)["@removed"]!["reason"]!.GetValue<string>());
        Assert.Equal("deleted", Of(second, removed)["@removed"]!["reason"]!.GetValue<string>());
        Assert.Empty((await ReadAllAsync(second.Delta)).Items);

        await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{deleted}/restore");
        var restored = Assert.Single((await ReadAllAsync(second.Delta)).Items);
        Assert.Equal((deleted, false), (restored["id"]!.GetValue<string>(), restored.ContainsKey("@removed")));
    }

    [Fact]
    public async Task A_sign_in_and_a_new_password_are_no_changes()
    {
        var (id, name) = await graph.CreateUserAsync();
        var latest = await ReadAllAsync("/users/delta?$deltatoken=latest");
        await graph.TokenAsync(name, "User.Read");
        await graph.AsAdministratorAsync("User-PasswordProfile.ReadWrite.All", "PATCH", $"/users/{id}", """{"passwordProfile":{"password":"Another-2026!"}}""");
        await graph.AsAdministratorAsync("User.RevokeSessions.All", "POST", $"/users/{id}/revokeSignInSessions");

        Assert.Empty(latest.Items);
        Assert.DoesNotContain(id, (await ReadAllAsync(latest.Delta)).Items.Select(item => item["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Groups_say_who_joined_and_who_left()
    {
        var (userId, _) = await graph.CreateUserAsync();
        var group = (await graph.AsAdministratorAsync(
            Write, "POST", "/groups", """{"displayName":"Delta","mailEnabled":false,"mailNickname":"delta","securityEnabled":true}"""))["id"]!;
        var first = await ReadAllAsync("/groups/delta");
        await graph.AsAdministratorAsync(Write, "POST", $"/groups/{group}/members/$ref", $$"""{"@odata.id":"https://x/directoryObjects/{{userId}}"}""");
        var joined = await ReadAllAsync(first.Delta);
        await graph.AsAdministratorAsync(Write, "DELETE", $"/groups/{group}/members/{userId}/$ref");
        var left = await ReadAllAsync(joined.Delta);
        await graph.AsAdministratorAsync(Write, "DELETE", $"/groups/{group}");
        var gone = await ReadAllAsync(left.Delta);

        Assert.Equal(2, first.Items.Single(item => item["displayName"]!.GetValue<string>() == "Engineering")["members@delta"]!.AsArray().Count);
        var member = Assert.Single(Of(joined, group)["members@delta"]!.AsArray())!.AsObject();
        Assert.Equal((userId, false), (member["id"]!.GetValue<string>(), member.ContainsKey("@removed")));
        Assert.Equal("deleted", Of(left, group)["members@delta"]![0]!["@removed"]!["reason"]!.GetValue<string>());
        Assert.Equal("deleted", Of(gone, group)["@removed"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_SDK_follows_the_links()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, "User.Read.All");
        var page = await sdk.Users.Delta.GetAsDeltaGetResponseAsync(request => request.QueryParameters.Select = ["displayName"], GraphFixture.Token);
        while (page!.OdataNextLink is { } next)
        {
            page = await new DeltaRequestBuilder(next, sdk.RequestAdapter).GetAsDeltaGetResponseAsync(cancellationToken: GraphFixture.Token);
        }

        var (id, _) = await graph.CreateUserAsync();
        var changes = await new DeltaRequestBuilder(page.OdataDeltaLink!, sdk.RequestAdapter).GetAsDeltaGetResponseAsync(cancellationToken: GraphFixture.Token);

        Assert.Contains(id, changes!.Value!.Select(user => user.Id));
    }

    [Fact]
    public async Task Tokens_of_others_and_of_before_a_reset_are_refused()
    {
        await using var own = new GraphFixture();
        var first = await own.GetAsync("/users/delta?$deltatoken=latest");
        var link = new Uri(first["@odata.deltaLink"]!).PathAndQuery[5..];
        var eve = await own.TokenAsync("eve@fabrikam.example");

        GraphAssert.IsError(await own.GetAsync(eve, link), 400, "Request_BadRequest", "token");
        GraphAssert.IsError(await own.GetAsync(link.Replace("/users/", "/groups/", StringComparison.Ordinal)), 400, "Request_BadRequest", "token");
        GraphAssert.IsError(await own.GetAsync("/users/delta?$deltatoken=x"), 400, "Request_BadRequest", "token");
        GraphAssert.IsError(await own.GetAsync("/users/delta?$filter=displayName eq 'x'"), 400, "BadRequest", "$filter");
        GraphAssert.IsError(await own.GetAsync(await own.TokenAsync(scopes: "User.Read"), "/users/delta"), 403, "Authorization_RequestDenied");
        await own.Login.Service<Sandbox.Persistence.SandboxDatabase>().ResetAsync(GraphFixture.Token);
        var again = await own.ApplicationTokenAsync("User.Read.All");
        GraphAssert.IsError(await own.GetAsync(again, link), 410, "syncStateNotFound");
    }

    private static JsonObject Of((IReadOnlyList<JsonObject> Items, string Delta) answer, string id) =>
        answer.Items.Single(item => item["id"]!.GetValue<string>() == id);

    private async Task<(IReadOnlyList<JsonObject> Items, string Delta)> ReadAllAsync(string path)
    {
        var items = new List<JsonObject>();
        while (true)
        {
            var page = await graph.GetAsync(path);
            Assert.True(page.Status == HttpStatusCode.OK, $"{path}: {page.Status} {page.Body}");
            items.AddRange(page.Value);
            if (page["@odata.deltaLink"] is { } delta)
            {
                return (items, delta);
            }

            path = page.NextLink!;
        }
    }
}
