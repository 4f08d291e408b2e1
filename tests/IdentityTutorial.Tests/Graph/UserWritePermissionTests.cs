using System.Net;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Who may change which users through Graph.</summary>
public sealed class UserWritePermissionTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Ada = "9f1e2d3c-4b5a-4978-8695-a4b3c2d1ed06";

    [Fact]
    public async Task Whoever_may_not_change_users_is_denied()
    {
        var (id, name) = await graph.CreateUserAsync();
        var body = GraphFixture.NewUser($"never-{Guid.NewGuid():N}@contoso.example");
        (string Who, string Scopes, string Method, string Path, string? Body)[] rows =
        [
            // Without the permission, an administrator may not.
            (GraphFixture.Administrator, GraphFixture.Everything, "POST", "/users", body),
            (GraphFixture.Administrator, GraphFixture.Everything, "PATCH", $"/users/{id}", """{"jobTitle":"x"}"""),
            (GraphFixture.Administrator, "Directory.ReadWrite.All", "DELETE", $"/users/{id}", null),
            (GraphFixture.Administrator, "User.ReadWrite.All", "PATCH", $"/users/{id}",
                """{"passwordProfile":{"password":"Another-2026!"}}"""),
            (GraphFixture.Administrator, "User.EnableDisableAccount.All", "PATCH", $"/users/{id}",
                """{"accountEnabled":true,"jobTitle":"x"}"""),
            (GraphFixture.Administrator, "User.ReadWrite", "POST", $"/users/{id}/revokeSignInSessions", null),

            // With the permission, a user who is no administrator may not.
            (SeededTenants.Alice, "User.ReadWrite.All", "POST", "/users", body),
            (SeededTenants.Alice, "User.ReadWrite.All", "PATCH", $"/users/{name}", """{"jobTitle":"x"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "PATCH", $"/users/{Ada}", """{"mobilePhone":"1"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "DELETE", $"/users/{id}", null),
            (SeededTenants.Alice, "Directory.AccessAsUser.All", "PATCH", $"/users/{Ada}",
                """{"passwordProfile":{"password":"Another-2026!"}}"""),
            (SeededTenants.Alice, "User.RevokeSessions.All", "POST", $"/users/{id}/revokeSignInSessions", null),
            (SeededTenants.Alice, "User.ReadWrite", "PATCH", "/me", """{"jobTitle":"Head of everything"}"""),
            (SeededTenants.Alice, "User.ReadWrite", "PATCH", "/me",
                """{"mobilePhone":"1","jobTitle":"Head of everything"}"""),
            (SeededTenants.Alice, "User.ReadWrite.All", "PUT", $"/users/{id}/manager/$ref",
                $$"""{"@odata.id":"https://x/users/{{Ada}}"}"""),
        ];

        foreach (var row in rows)
        {
            var token = await graph.TokenAsync(row.Who, row.Scopes);
            var answer = await graph.SendAsync(token, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{row}: {answer.Status} {answer.Body}");
            GraphAssert.IsError(answer, 403, "Authorization_RequestDenied", "Insufficient privileges");
        }

        var self = await graph.TokenAsync(SeededTenants.Alice, "User.ReadWrite");
        var changed = await graph.SendAsync(self, "PATCH", "/me", """{"mobilePhone":"+351 3"}""");
        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        Assert.Equal("+351 3", (await graph.GetAsync("/me"))["mobilePhone"]);
    }

    [Fact]
    public async Task An_application_changes_users_but_takes_over_no_administrator()
    {
        var (id, _) = await graph.CreateUserAsync();
        var app = await graph.ApplicationTokenAsync(
            "User.ReadWrite.All", "User-PasswordProfile.ReadWrite.All", "User.RevokeSessions.All");
        string[] sensitive =
        [
            """{"passwordProfile":{"password":"Another-2026!"}}""", """{"accountEnabled":false}""",
            """{"mobilePhone":"+351 4"}""",
            """{"userPrincipalName":"x@contoso.example"}""", """{"otherMails":["x@evil.example"]}""",
        ];

        foreach (var body in sensitive)
        {
            GraphAssert.IsError(
                await graph.SendAsync(app, "PATCH", $"/users/{Ada}", body), 403, "Authorization_RequestDenied");
        }

        GraphAssert.IsError(await graph.SendAsync(app, "DELETE", $"/users/{Ada}"), 403, "Authorization_RequestDenied");
        var changed = await graph.SendAsync(app, "PATCH", $"/users/{id}", sensitive[0]);
        var revoked = await graph.SendAsync(app, "POST", $"/users/{id}/revokeSignInSessions");
        var deleted = await graph.SendAsync(app, "DELETE", $"/users/{id}");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.NoContent),
            (changed.Status, revoked.Status, deleted.Status));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_is_changed()
    {
        var app = await graph.ApplicationTokenAsync(
            "User.ReadWrite.All", "User.RevokeSessions.All", "Directory.ReadWrite.All");
        var eve = (await graph.GetAsync(await graph.TokenAsync("eve@fabrikam.example"), "/me"))["id"];
        var (id, _) = await graph.CreateUserAsync();
        (string Method, string Path, string? Body)[] rows =
        [
            ("PATCH", $"/users/{eve}", """{"jobTitle":"x"}"""),
            ("PATCH", "/users/eve@fabrikam.example", """{"jobTitle":"x"}"""),
            ("DELETE", $"/users/{eve}", null),
            ("POST", $"/users/{eve}/revokeSignInSessions", null),
            ("PUT", $"/users/{id}/manager/$ref", $$"""{"@odata.id":"https://x/users/{{eve}}"}"""),
        ];

        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(app, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{row}: {answer.Status} {answer.Body}");
        }

        var foreign = await graph.SendAsync(app, "POST", "/users", GraphFixture.NewUser("mallory@fabrikam.example"));
        GraphAssert.IsError(foreign, 400, "Request_BadRequest", "verified domain");
    }
}
