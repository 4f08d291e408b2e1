using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Users are deleted through Graph, and restored or removed within thirty days.</summary>
public sealed class DeletedUserTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "User.ReadWrite.All";

    [Fact]
    public async Task A_deleted_user_has_no_tokens_and_the_name_is_free()
    {
        var (id, name) = await graph.CreateUserAsync();
        var refresh = (await graph.SignInWithPasswordAsync(name, SeededTenants.Password))["refresh_token"];
        var own = await graph.TokenAsync(name, "User.Read");

        var deleted = await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal("invalid_grant", (await graph.Login.RefreshAsync(SeededApp.SignIn, refresh))["error"]);
        GraphAssert.IsError(await graph.GetAsync(own, "/me"), 401, "InvalidAuthenticationToken");
        var (other, _) = await graph.CreateUserAsync(name.Split('@')[0]);
        Assert.NotEqual(id, other);
    }

    [Fact]
    public async Task A_deleted_user_is_restored_with_name_groups_and_password_unless_the_name_is_taken()
    {
        var (id, name) = await graph.CreateUserAsync();
        var group = (await graph.AsAdministratorAsync(
            "Group.ReadWrite.All", "POST", "/groups", $$"""
            {"displayName":"Restored","mailEnabled":false,"mailNickname":"x","securityEnabled":true,"members@odata.bind":["https://x/users/{{id}}"]}
            """))["id"];
        await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{id}");
        var listed = await graph.AsAdministratorAsync(Write, "GET", "/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,deletedDateTime");
        var item = listed.Value.Single(each => each["id"]!.GetValue<string>() == id);
        Assert.Equal($"{id.Replace("-", "", StringComparison.Ordinal)}{name}", item["userPrincipalName"]!.GetValue<string>());
        Assert.NotNull(item["deletedDateTime"]);
        Assert.Empty((await graph.GetAsync($"/groups/{group}/members")).Value);

        var (taken, _) = await graph.CreateUserAsync(name.Split('@')[0]);
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore"), 400, "Request_BadRequest", "userPrincipalName");
        await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{taken}");
        var restored = await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore");

        Assert.Equal((id, name), (restored["id"], restored["userPrincipalName"]));
        Assert.Equal([group], (await graph.GetAsync($"/users/{id}/memberOf")).All("id"));
        Assert.NotEmpty((await graph.SignInWithPasswordAsync(name, SeededTenants.Password))["access_token"]);
    }

    [Fact]
    public async Task Nobody_restores_or_removes_without_the_permission_or_in_another_tenant()
    {
        var (id, _) = await graph.CreateUserAsync();
        await graph.AsAdministratorAsync(Write, "DELETE", $"/users/{id}");
        var rows = new[]
        {
            (await graph.TokenAsync(GraphFixture.Administrator, "Directory.ReadWrite.All"), 403), (await graph.TokenAsync(SeededTenants.Alice, Write), 403),
            (await graph.TokenAsync("eve@fabrikam.example", Write), 404),
        };
        foreach (var (token, status) in rows)
        {
            Assert.Equal(status, (int)(await graph.SendAsync(token, "POST", $"/directory/deletedItems/{id}/restore")).Status);
            Assert.Equal(status, (int)(await graph.SendAsync(token, "DELETE", $"/directory/deletedItems/{id}")).Status);
        }
    }

    [Fact]
    public async Task Of_deleted_users_nothing_is_left_after_thirty_days()
    {
        await using var own = new GraphFixture();
        var (id, _) = await own.CreateUserAsync();
        await own.AsAdministratorAsync(Write, "DELETE", $"/users/{id}");

        own.Login.Clock.Advance(TimeSpan.FromDays(31));
        var app = await own.ApplicationTokenAsync("User.ReadWrite.All");

        // The cleaner runs beside the requests.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await own.SendAsync(app, "GET", "/directory/deletedItems/microsoft.graph.user")).Value.Count > 0)
        {
            Assert.True(watch.Elapsed < Patience.Limit, "The deleted user is still listed.");
        }

        GraphAssert.IsError(await own.SendAsync(app, "POST", $"/directory/deletedItems/{id}/restore"), 404, "Request_ResourceNotFound");
    }
}
