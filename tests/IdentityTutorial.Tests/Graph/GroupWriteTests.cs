using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Models;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Groups and memberships are changed through Graph, and the next token knows.</summary>
public sealed class GroupWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Engineering = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    private const string Carol = "c77f6f0a-50b1-4e0e-8a7e-2b0d8a4f6d03";

    [Fact]
    public async Task The_SDK_creates_a_group_with_members_changes_and_deletes_it()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, "Group.ReadWrite.All User.Read.All");
        var (userId, _) = await graph.CreateUserAsync();

        var created = await sdk.Groups.PostAsync(
            new Group
            {
                DisplayName = "Reviewers",
                Description = "Who reviews.",
                MailEnabled = false,
                MailNickname = "reviewers",
                SecurityEnabled = true,
                AdditionalData = new Dictionary<string, object>
                {
                    ["members@odata.bind"] = new List<string> { $"https://graph.microsoft.com/v1.0/users/{userId}" },
                },
            },
            cancellationToken: GraphFixture.Token);
        await sdk.Groups[created!.Id].PatchAsync(new Group { Description = "Who reviews code." }, cancellationToken: GraphFixture.Token);
        var read = await sdk.Groups[created.Id].GetAsync(cancellationToken: GraphFixture.Token);
        var members = await sdk.Groups[created.Id].Members.GetAsync(cancellationToken: GraphFixture.Token);
        await sdk.Groups[created.Id].Members[userId].Ref.DeleteAsync(cancellationToken: GraphFixture.Token);
        var none = await sdk.Groups[created.Id].Members.GetAsync(cancellationToken: GraphFixture.Token);
        await sdk.Groups[created.Id].Members.Ref.PostAsync(
            new ReferenceCreate { OdataId = $"https://graph.microsoft.com/v1.0/directoryObjects/{userId}" }, cancellationToken: GraphFixture.Token);
        await sdk.Groups[created.Id].DeleteAsync(cancellationToken: GraphFixture.Token);

        Assert.Equal(("Reviewers", "Who reviews code.", "reviewers", true), (read!.DisplayName, read.Description, read.MailNickname, read.SecurityEnabled));
        Assert.Equal(userId, Assert.Single(members!.Value!).Id);
        Assert.Empty(none!.Value!);
        GraphAssert.IsError(await graph.GetAsync($"/groups/{created.Id}"), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_membership_is_in_the_next_token_and_a_removed_one_is_not()
    {
        var (userId, name) = await graph.CreateUserAsync();
        var group = await CreateAsync();

        var added = await graph.AsAdministratorAsync("GroupMember.ReadWrite.All", "POST", $"/groups/{group}/members/$ref", Reference(userId));
        Assert.Equal(HttpStatusCode.NoContent, added.Status);
        Assert.Equal([group], await GroupsOfAsync(name));
        Assert.Equal([group], (await graph.GetAsync($"/users/{userId}/memberOf")).All("id"));

        await graph.AsAdministratorAsync("GroupMember.ReadWrite.All", "DELETE", $"/groups/{group}/members/{userId}/$ref");
        Assert.Empty(await GroupsOfAsync(name));
    }

    [Fact]
    public async Task Deleting_a_group_takes_it_out_of_tokens()
    {
        var (userId, name) = await graph.CreateUserAsync();
        var group = await CreateAsync();
        await graph.AsAdministratorAsync(
            "Group.ReadWrite.All", "PATCH", $"/groups/{group}", $$"""{"members@odata.bind":["https://x/v1.0/directoryObjects('{{userId}}')"]}""");
        Assert.Equal([group], await GroupsOfAsync(name));

        await graph.AsAdministratorAsync("Group.ReadWrite.All", "DELETE", $"/groups/{group}");

        Assert.Empty(await GroupsOfAsync(name));
    }

    [Fact]
    public async Task Two_groups_may_have_one_name()
    {
        var first = await CreateAsync("The same");
        var second = await CreateAsync("The same");

        Assert.NotEqual(first, second);
        Assert.Equal(2, (await graph.GetAsync("/groups?$filter=displayName eq 'The same'")).Value.Count);
    }

    [Fact]
    public async Task Owners_change_their_group_and_others_do_not()
    {
        var alice = await graph.TokenAsync(SeededTenants.Alice, "Group.ReadWrite.All User.Read.All");
        var own = (await graph.SendAsync(alice, "POST", "/groups", NewGroup("Of Alice")))["id"];
        var foreign = await CreateAsync();

        Assert.Equal(["Alice Archer"], (await graph.SendAsync(alice, "GET", $"/groups/{own}/owners")).All("displayName"));
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(alice, "POST", $"/groups/{own}/members/$ref", Reference(Carol))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(alice, "POST", $"/groups/{own}/owners/$ref", Reference(Carol))).Status);
        Assert.Equal(2, (await graph.SendAsync(alice, "GET", $"/groups/{own}/owners")).Value.Count);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(alice, "DELETE", $"/groups/{own}/owners/{Carol}/$ref")).Status);
        (string Method, string Path, string? Body)[] rows =
        [
            ("POST", $"/groups/{foreign}/members/$ref", Reference(Carol)), ("PATCH", $"/groups/{foreign}", """{"description":"x"}"""),
            ("DELETE", $"/groups/{foreign}", null), ("DELETE", $"/groups/{Engineering}/members/9f1e2d3c-4b5a-4978-8695-a4b3c2d1ed06/$ref", null),
            ("POST", $"/groups/{foreign}/owners/$ref", Reference("6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01")),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(alice, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{row}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_changed()
    {
        (string Scopes, string Method, string Path, string? Body)[] rows =
        [
            (GraphFixture.Everything, "POST", "/groups", NewGroup("x")), ("GroupMember.ReadWrite.All", "POST", "/groups", NewGroup("x")),
            ("GroupMember.ReadWrite.All", "PATCH", $"/groups/{Engineering}", """{"description":"x"}"""),
            ("Directory.ReadWrite.All", "DELETE", $"/groups/{Engineering}", null),
            (GraphFixture.Everything, "POST", $"/groups/{Engineering}/members/$ref", Reference(Carol)),
            (GraphFixture.Everything, "DELETE", $"/groups/{Engineering}/members/{Carol}/$ref", null),
            ("GroupMember.ReadWrite.All", "POST", $"/groups/{Engineering}/owners/$ref", Reference(Carol)),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.AsAdministratorAsync(row.Scopes, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{row}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task What_is_not_of_the_tenant_is_not_found()
    {
        var eve = (await graph.GetAsync(await graph.TokenAsync("eve@fabrikam.example"), "/me"))["id"]!;
        var fabrikam = await graph.TokenAsync("eve@fabrikam.example", "Group.ReadWrite.All");
        (string Token, string Method, string Path, string? Body)[] rows =
        [
            (await graph.TokenAsync(GraphFixture.Administrator, "Group.ReadWrite.All"), "POST", $"/groups/{Engineering}/members/$ref", Reference(eve)),
            (await graph.TokenAsync(GraphFixture.Administrator, "Group.ReadWrite.All"), "POST", $"/groups/{Engineering}/owners/$ref", Reference(eve)),
            (fabrikam, "POST", $"/groups/{Engineering}/members/$ref", Reference(eve)), (fabrikam, "PATCH", $"/groups/{Engineering}", """{"description":"x"}"""),
            (fabrikam, "DELETE", $"/groups/{Engineering}", null), (fabrikam, "DELETE", $"/groups/{Engineering}/members/{Carol}/$ref", null),
            (fabrikam, "GET", $"/groups/{Engineering}/owners", null),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(row.Token, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{row.Method} {row.Path}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task A_wrong_body_is_named()
    {
        var group = await CreateAsync();
        var alice = "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01";
        await graph.AsAdministratorAsync("Group.ReadWrite.All", "POST", $"/groups/{group}/members/$ref", Reference(alice));
        (string Method, string Path, string Body, int Status, string Message)[] rows =
        [
            ("POST", "/groups", "{}", 400, "displayName"), ("POST", "/groups", NewGroup("x").Replace("\"mailEnabled\":false", "\"mailEnabled\":true", StringComparison.Ordinal), 400, "mail-enabled"),
            ("POST", "/groups", NewGroup("x").Replace("{", """{"groupTypes":["Unified"],""", StringComparison.Ordinal), 400, "mail-enabled"),
            ("POST", "/groups", NewGroup("x").Replace("{", """{"members@odata.bind":"x",""", StringComparison.Ordinal), 400, "members@odata.bind"),
            ("PATCH", $"/groups/{group}", """{"planet":1}""", 400, "planet"), ("PATCH", $"/groups/{group}", """{"visibility":"Secret"}""", 400, "visibility"),
            ("PATCH", "/groups/x", "{}", 400, "Invalid object identifier"), ("POST", $"/groups/{group}/members/$ref", "{}", 400, "@odata.id"),
            ("POST", $"/groups/{group}/members/$ref", """{"@odata.id":"https://x/users/bob"}""", 400, "Invalid URL format"),
            ("POST", $"/groups/{group}/members/$ref", Reference(alice), 400, "already exist"),
            ("POST", $"/groups/{group}/members/$ref", Reference(Engineering), 400, "no other groups"),
            ("POST", $"/groups/{group}/members/$ref", Reference(Guid.NewGuid().ToString()), 404, "does not exist"),
            ("DELETE", $"/groups/{group}/members/{Carol}/$ref", "", 404, "does not exist"),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.AsAdministratorAsync("Group.ReadWrite.All", row.Method, row.Path, row.Body);
            Assert.True((int)answer.Status == row.Status, $"{row}: {answer.Status} {answer.Body}");
            Assert.Contains(row.Message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private static string NewGroup(string name) =>
        $$"""{"displayName":"{{name}}","mailEnabled":false,"mailNickname":"x","securityEnabled":true}""";

    private static string Reference(string id) => $$"""{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/{{id}}"}""";

    private async Task<string> CreateAsync(string name = "New group") =>
        (await graph.AsAdministratorAsync("Group.ReadWrite.All", "POST", "/groups", NewGroup(name)))["id"]!;

    private async Task<IReadOnlyList<string>> GroupsOfAsync(string account)
    {
        var claims = JsonNode.Parse(Base64Url((await graph.Login.GetTokensAsync(SeededApp.RolesAndGroups, account))["id_token"].Split('.')[1]))!;
        return [.. claims["groups"]?.AsArray().Select(id => id!.GetValue<string>()) ?? []];
    }

    private static byte[] Base64Url(string text) => Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(text);
}
