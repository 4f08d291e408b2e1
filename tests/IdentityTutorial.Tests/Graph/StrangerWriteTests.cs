using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Graph;

/// <summary>
/// With every permission, an administrator of another tenant finds nothing, and a user who is neither administrator nor
/// owner may change nothing.
/// </summary>
public sealed class StrangerWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Permissions =
        "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All "
            + "Directory.ReadWrite.All Group.ReadWrite.All User.ReadWrite.All";

    private const string Graph = "00000003-0000-0000-c000-000000000000";
    private const string Alice = "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01";
    private const string Bob = "0d2c3f55-1d9e-4a3c-9a3e-5b8a2f1c7d02";
    private const string Engineering = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    [Fact]
    public async Task What_belongs_to_apps_and_consents_stays_as_it_is()
    {
        var app = await graph.RegisterAppAsync();
        using var key = RSA.Create(2048);
        using var certificate = NewCertificate(key);
        var credential = $$"""
            {"type":"AsymmetricX509Cert","usage":"Verify","key":"{{Convert.ToBase64String(certificate.RawData)}}"}
            """;
        await ChangeAsync("PATCH", $"/applications/{app}", $$"""{"keyCredentials":[{{credential}}]}""");
        var read = await graph.GetAsync($"/applications/{app}");
        var keyId = Assert.Single(read.Body["keyCredentials"]!.AsArray())!["keyId"];
        var federated = $"/applications/{app}/federatedIdentityCredentials/" + await ChangeAsync(
            "POST", $"/applications/{app}/federatedIdentityCredentials",
            """{"name":"build","issuer":"https://token.example","subject":"a","audiences":["x"]}""");
        var grant = "/oauth2PermissionGrants/" + await ChangeAsync("POST", "/oauth2PermissionGrants", $$"""
            {"clientId":"{{app}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"User.Read"}
            """);
        var ofUser = await AssignAsync(Alice, app);
        var ofGroup = await AssignAsync(Engineering, app);
        var ofClient = await AssignAsync(app, Graph, await RoleOfGraphAsync("User.Read.All"));
        await ChangeAsync(
            "POST", $"/applications/{app}/owners/$ref", $$"""{"@odata.id":"https://x/users/{{Bob}}"}""");
        (string Method, string Path, string? Body)[] rows =
        [
            ("POST", $"/applications/{app}/addKey", $$"""{"keyCredential":{{credential}},"proof":"x"}"""),
            ("POST", $"/applications/{app}/removeKey", $$"""{"keyId":"{{keyId}}","proof":"x"}"""),
            ("PATCH", federated, """{"subject":"b"}"""),
            ("DELETE", federated, null),
            ("PATCH", grant, """{"scope":"Mail.Read"}"""),
            ("DELETE", grant, null),
            ("DELETE", $"/users/{Alice}/appRoleAssignments/{ofUser}", null),
            ("DELETE", $"/groups/{Engineering}/appRoleAssignments/{ofGroup}", null),
            ("POST", $"/groups/{Engineering}/appRoleAssignments", Assignment(Engineering, app, role: null)),
            ("DELETE", $"/servicePrincipals/{app}/appRoleAssignedTo/{ofGroup}", null),
            ("DELETE", $"/servicePrincipals/{app}/appRoleAssignments/{ofClient}", null),

            // Every tenant knows Graph, but not who has its roles in another tenant.
            ("DELETE", $"/servicePrincipals/{Graph}/appRoleAssignedTo/{ofClient}", null),
            ("DELETE", $"/applications/{app}/owners/{Bob}/$ref", null),
        ];

        await ShouldBeRefusedAsync(rows);

        read = await graph.GetAsync($"/applications/{app}");
        Assert.Equal(keyId!.ToString(), Assert.Single(read.Body["keyCredentials"]!.AsArray())!["keyId"]!.ToString());
        Assert.Equal("a", (await graph.GetAsync(federated))["subject"]);
        Assert.Equal("User.Read", (await graph.GetAsync(grant))["scope"]);
        var assigned = (await graph.GetAsync($"/servicePrincipals/{app}/appRoleAssignedTo")).All("id");
        Assert.Equal(new[] { ofUser, ofGroup }.Order(), assigned.Order());
        Assert.Equal([ofClient], (await graph.GetAsync($"/servicePrincipals/{app}/appRoleAssignments")).All("id"));
        Assert.Contains(Bob, (await graph.GetAsync($"/applications/{app}/owners")).All("id"));
    }

    [Fact]
    public async Task A_group_stays_as_it_is()
    {
        const string Address = $"/groups/{Engineering}";
        const string Reference = $$"""{"@odata.id":"https://x/users/{{Bob}}"}""";
        var before = (await graph.GetAsync(Address + "?$expand=members")).Body.ToJsonString();

        await ShouldBeRefusedAsync(
        [
            ("PATCH", Address, """{"description":"changed"}"""),
            ("DELETE", Address, null),
            ("POST", Address + "/members/$ref", Reference),
            ("DELETE", $"{Address}/members/{Alice}/$ref", null),
            ("POST", Address + "/owners/$ref", Reference),
            ("DELETE", $"{Address}/owners/{Alice}/$ref", null),
        ]);

        Assert.Equal(before, (await graph.GetAsync(Address + "?$expand=members")).Body.ToJsonString());
        Assert.Empty((await graph.GetAsync(Address + "/owners")).Value);
    }

    [Fact]
    public async Task A_deleted_app_is_neither_restored_nor_removed()
    {
        var app = await graph.RegisterAppAsync();
        await ChangeAsync("DELETE", $"/applications/{app}", body: null);

        await ShouldBeRefusedAsync(
        [
            ("POST", $"/directory/deletedItems/{app}/restore", null),
            ("DELETE", $"/directory/deletedItems/{app}", null),
        ]);

        GraphAssert.IsOk(await graph.GetAsync($"/directory/deletedItems/{app}"));
    }

    private async Task ShouldBeRefusedAsync((string Method, string Path, string? Body)[] rows)
    {
        var fabrikam = await AdministratorOfFabrikamAsync();
        var alice = await graph.TokenAsync(SeededTenants.Alice, Permissions);
        await Table.ShouldHoldAsync(rows, async row =>
        {
            var ofOtherTenant = await graph.SendAsync(fabrikam, row.Method, row.Path, row.Body);
            var ofUser = await graph.SendAsync(alice, row.Method, row.Path, row.Body);
            GraphAssert.IsError(ofOtherTenant, 404, "Request_ResourceNotFound");
            GraphAssert.IsError(ofUser, 403, "Authorization_RequestDenied");
        });
    }

    private async Task<string> AdministratorOfFabrikamAsync()
    {
        await graph.Login.ChangeAsync(async db =>
        {
            var eve = await db.Set<User>()
                .SingleAsync(user => user.UserPrincipalName == SeededTenants.Eve, GraphFixture.Token);
            eve.IsAdministrator = true;
        });
        return await graph.TokenAsync(SeededTenants.Eve, Permissions);
    }

    private async Task<string?> AssignAsync(string principal, string resource, string? role = null) =>
        await ChangeAsync(
            "POST", $"/servicePrincipals/{resource}/appRoleAssignedTo", Assignment(principal, resource, role));

    private static string Assignment(string principal, string resource, string? role) => $$"""
        {"principalId":"{{principal}}","resourceId":"{{resource}}","appRoleId":"{{role ?? Guid.Empty.ToString()}}"}
        """;

    private async Task<string> RoleOfGraphAsync(string value)
    {
        var roles = (await graph.GetAsync($"/servicePrincipals/{Graph}")).Body["appRoles"]!.AsArray();
        return roles.Single(role => role!["value"]!.GetValue<string>() == value)!["id"]!.GetValue<string>();
    }

    /// <returns>The ID in the answer; <see langword="null"/> where the answer has no body.</returns>
    private async Task<string?> ChangeAsync(string method, string path, string? body)
    {
        var answer = await graph.AsAdministratorAsync(Permissions, method, path, body);
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.NoContent, answer.Body.ToString());
        return answer["id"];
    }

    private static X509Certificate2 NewCertificate(RSA key) =>
        new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(20));
}
