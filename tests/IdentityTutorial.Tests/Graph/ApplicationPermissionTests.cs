using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Only callers with the permission, and the role or the ownership that it needs, change apps.</summary>
public sealed class ApplicationPermissionTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Graph = "00000003-0000-0000-c000-000000000000";

    [Fact]
    public async Task An_app_changes_only_what_it_owns_with_the_permission_for_that()
    {
        var (token, clientId) = await graph.ApplicationWithTokenAsync("Application.ReadWrite.OwnedBy");
        var foreign = await graph.RegisterAppAsync();

        var own = await graph.SendAsync(token, "POST", "/applications", """{"displayName":"Owned"}""");

        Assert.Equal(HttpStatusCode.Created, own.Status);
        Assert.Equal([clientId], (await graph.SendAsync(token, "GET", $"/applications/{own["id"]}/owners")).All("id"));
        Assert.Equal(HttpStatusCode.NoContent, (await graph.SendAsync(token, "PATCH", $"/applications/{own["id"]}", """{"displayName":"Still owned"}""")).Status);
        GraphAssert.IsError(await graph.SendAsync(token, "PATCH", $"/applications/{foreign}", """{"displayName":"x"}"""), 403, "Authorization_RequestDenied");
        GraphAssert.IsError(await graph.SendAsync(token, "POST", $"/applications/{foreign}/addPassword", "{}"), 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task Nobody_grants_themselves_more_than_they_have()
    {
        var (app, clientId) = await graph.ApplicationWithTokenAsync("Application.ReadWrite.All", "Directory.ReadWrite.All");
        var alice = await graph.TokenAsync(
            SeededTenants.Alice, "AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All Application.ReadWrite.All Directory.ReadWrite.All");
        var foreign = await graph.RegisterAppAsync();
        var role = $$"""{"principalId":"{{clientId}}","resourceId":"{{Graph}}","appRoleId":"06b708a9-e830-4db3-a914-8e69da51d44f"}""";
        var consent = $$"""{"clientId":"{{foreign}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"Directory.ReadWrite.All"}""";
        (string Who, string Token, string Method, string Path, string? Body)[] rows =
        [
            ("app", app, "POST", $"/servicePrincipals/{clientId}/appRoleAssignments", role),
            ("app", app, "POST", $"/servicePrincipals/{Graph}/appRoleAssignedTo", role),
            ("app", app, "DELETE", $"/servicePrincipals/{Graph}", null),
            ("alice", alice, "POST", $"/servicePrincipals/{clientId}/appRoleAssignments", role),
            ("alice", alice, "POST", "/oauth2PermissionGrants", consent),
            ("alice", alice, "PATCH", $"/applications/{foreign}", """{"displayName":"x"}"""),
            ("alice", alice, "POST", $"/applications/{foreign}/addPassword", "{}"),
            ("alice", alice, "POST", $"/applications/{foreign}/owners/$ref", """{"@odata.id":"https://x/users/6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01"}"""),
            ("alice", alice, "POST", $"/applications/{foreign}/federatedIdentityCredentials", """{"name":"xyz","issuer":"x","subject":"x","audiences":["x"]}"""),
            ("alice", alice, "DELETE", $"/applications/{foreign}", null),
            ("alice", alice, "DELETE", $"/servicePrincipals/{foreign}", null),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(row.Token, row.Method, row.Path, row.Body);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{row.Who} {row.Method} {row.Path}: {answer.Status} {answer.Body}");
        }

        // Graph itself is nobody's registration.
        GraphAssert.IsError(await graph.SendAsync(app, "PATCH", $"/applications/{Graph}", """{"displayName":"x"}"""), 404, "Request_ResourceNotFound");
        GraphAssert.IsError(await graph.SendAsync(app, "PATCH", $"/servicePrincipals/{Graph}", """{"appRoleAssignmentRequired":true}"""), 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_changed_and_nothing_of_another_tenant_is_found()
    {
        var id = await graph.RegisterAppAsync();
        var reader = await graph.TokenAsync(GraphFixture.Administrator, "Application.Read.All Directory.Read.All");
        var fabrikam = await graph.TokenAsync("eve@fabrikam.example", "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All");
        (string Method, string Path, string? Body)[] rows =
        [
            ("POST", "/applications", """{"displayName":"x"}"""), ("PATCH", $"/applications/{id}", """{"displayName":"x"}"""), ("DELETE", $"/applications/{id}", null),
            ("POST", $"/applications/{id}/addPassword", "{}"), ("POST", $"/applications/{id}/removePassword", $$"""{"keyId":"{{Guid.NewGuid()}}"}"""),
            ("POST", $"/applications/{id}/federatedIdentityCredentials", """{"name":"xyz","issuer":"x","subject":"x","audiences":["x"]}"""),
            ("POST", $"/applications/{id}/owners/$ref", """{"@odata.id":"https://x/users/6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01"}"""),
            ("PATCH", $"/servicePrincipals/{id}", """{"appRoleAssignmentRequired":true}"""), ("DELETE", $"/servicePrincipals/{id}", null),
        ];
        foreach (var row in rows)
        {
            var denied = await graph.SendAsync(reader, row.Method, row.Path, row.Body);
            Assert.True(denied.Status == HttpStatusCode.Forbidden, $"reader {row}: {denied.Status} {denied.Body}");
            if (row.Path.Contains(id, StringComparison.Ordinal))
            {
                var missing = await graph.SendAsync(fabrikam, row.Method, row.Path, row.Body);
                Assert.True(missing.Status == HttpStatusCode.NotFound, $"Fabrikam {row}: {missing.Status} {missing.Body}");
            }
        }
    }

    [Fact]
    public async Task The_permission_to_add_owners_is_checked_before_the_body_is_read()
    {
        var id = await graph.RegisterAppAsync();
        var reader = await graph.TokenAsync(GraphFixture.Administrator, "Application.Read.All Directory.Read.All");

        var ofApplication = await graph.SendAsync(reader, "POST", $"/applications/{id}/owners/$ref", "{");
        var ofGroup = await graph.SendAsync(reader, "POST", $"/groups/{Guid.NewGuid()}/owners/$ref", "{");

        GraphAssert.IsError(ofApplication, 403, "Authorization_RequestDenied");
        GraphAssert.IsError(ofGroup, 403, "Authorization_RequestDenied");
    }
}
