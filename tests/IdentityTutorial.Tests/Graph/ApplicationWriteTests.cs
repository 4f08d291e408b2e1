using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Applications.Item.AddPassword;
using Microsoft.Graph.Models;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Apps are registered and changed through Graph, and the token endpoint knows at once.</summary>
public sealed class ApplicationWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Graph = "00000003-0000-0000-c000-000000000000";

    private const string Write = "Application.ReadWrite.All";

    private const string RedirectUri = RegisteredApps.RedirectUri;

    private static readonly Guid _userRead = new("e1fe6dd8-ba31-4d61-89e7-88639da4683d");

    private static readonly Guid _openId = new("37f7f235-527c-4136-accd-4a02d197296e");

    [Fact]
    public async Task The_SDK_registers_an_app_and_a_user_signs_in_to_it()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        var created = await sdk.Applications.PostAsync(
            new Application
            {
                DisplayName = "Registered by the SDK",
                SignInAudience = "AzureADMyOrg",
                Web = new WebApplication { RedirectUris = [RedirectUri], LogoutUrl = "https://localhost:7777/signout" },
                RequiredResourceAccess =
                [
                    new RequiredResourceAccess
                    {
                        ResourceAppId = Graph,
                        ResourceAccess = [new ResourceAccess { Id = _userRead, Type = "Scope" }, new ResourceAccess { Id = _openId, Type = "Scope" }],
                    },
                ],
                OptionalClaims = new OptionalClaims { IdToken = [new OptionalClaim { Name = "family_name" }] },
            },
            cancellationToken: GraphFixture.Token);
        var principal = await sdk.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = created!.AppId }, cancellationToken: GraphFixture.Token);
        var secret = await sdk.Applications[created.Id].AddPassword.PostAsync(
            new AddPasswordPostRequestBody { PasswordCredential = new PasswordCredential { DisplayName = "first" } }, cancellationToken: GraphFixture.Token);

        var tokens = await graph.SignInToAppAsync(created.AppId!, secret!.SecretText!, SeededTenants.Alice);

        Assert.Equal(("AzureADMyOrg", created.AppId), (created.SignInAudience, principal!.AppId));
        Assert.Equal("Archer", tokens.IdToken.GetPayloadValue<string>("family_name"));
        Assert.Contains("User.Read", tokens.AccessToken.GetPayloadValue<string>("scp").Split(' '));
        var read = await sdk.Applications[created.Id].GetAsync(cancellationToken: GraphFixture.Token);
        Assert.Equal([RedirectUri], read!.Web!.RedirectUris!);
        Assert.Equal([_openId, _userRead], Assert.Single(read.RequiredResourceAccess!).ResourceAccess!.Select(access => access.Id!.Value).Order());
        var password = Assert.Single(read.PasswordCredentials!);
        Assert.Equal(("first", secret.SecretText![..3], null), (password.DisplayName, password.Hint, password.SecretText));
    }

    [Fact]
    public async Task A_removed_redirect_URI_is_refused_at_once()
    {
        var id = await graph.RegisterAppAsync();
        await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", """{"web":{"redirectUris":["https://localhost:7778/other"]}}""");
        using var browser = graph.Login.NewBrowser();

        var refused = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(new SeededApp(id, RedirectUri)));
        var accepted = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(new SeededApp(id, "https://localhost:7778/other")));

        Assert.Contains("AADSTS50011", refused.Text, StringComparison.Ordinal);
        Assert.True(accepted.IsSignInPage());
    }

    [Fact]
    public async Task An_app_without_a_service_principal_gets_no_token_for_itself()
    {
        var created = await graph.AsAdministratorAsync(Write, "POST", "/applications", """{"displayName":"Registration alone"}""");
        var id = created["id"]!;
        var secret = await graph.AddSecretAsync(id);

        ProtocolAssert.IsError(
            await graph.AppTokenAsync(id, secret),
            HttpStatusCode.BadRequest,
            "unauthorized_client",
            7000229);
        Assert.Equal(HttpStatusCode.Created, (await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, secret)).Status);
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}"""), 409, "Request_MultipleObjectsWithSameKeyValue");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/servicePrincipals/{id}")).Status);
        ProtocolAssert.IsError(
            await graph.AppTokenAsync(id, secret),
            HttpStatusCode.BadRequest,
            "unauthorized_client",
            7000229);
    }

    [Fact]
    public async Task A_deleted_app_gets_no_token_until_it_is_restored()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/applications/{id}")).Status);
        ProtocolAssert.IsError(
            await graph.AppTokenAsync(id, secret),
            HttpStatusCode.BadRequest,
            "unauthorized_client",
            700016);
        GraphAssert.IsError(await graph.GetAsync($"/applications/{id}"), 404, "Request_ResourceNotFound");
        Assert.Contains(id, (await graph.AsAdministratorAsync(Write, "GET", "/directory/deletedItems/microsoft.graph.application")).All("id"));

        var restored = await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore");
        Assert.Equal(("#microsoft.graph.application", id), (restored["@odata.type"], restored["id"]));
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, secret)).Status);

        await graph.AsAdministratorAsync(Write, "DELETE", $"/applications/{id}");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/directory/deletedItems/{id}")).Status);
        GraphAssert.IsError(await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore"), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_refresh_token_of_a_deleted_app_is_AADSTS700016_until_the_app_is_restored()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);
        var app = new SeededApp(id, RegisteredApps.RedirectUri);
        var tokens = await graph.SignInToAppAsync(id, secret, SeededTenants.Alice, "openid offline_access User.Read");

        await graph.AsAdministratorAsync(Write, "DELETE", $"/applications/{id}");
        var deleted = await graph.Login.RefreshAsync(app, tokens["refresh_token"], ("client_secret", secret));
        await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore");
        var restored = await graph.Login.RefreshAsync(app, tokens["refresh_token"], ("client_secret", secret));

        ProtocolAssert.IsError(deleted, HttpStatusCode.BadRequest, "unauthorized_client", 700016);
        Assert.Equal(HttpStatusCode.OK, restored.Status);
    }

    [Fact]
    public async Task Scopes_and_roles_of_an_API_are_in_tokens_and_are_disabled_before_they_are_removed()
    {
        var api = await graph.RegisterAppAsync();
        var (scope, role) = (Guid.NewGuid(), Guid.NewGuid());
        var changed = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", Api(api, scope, role, isEnabled: true));
        Assert.True(changed.Status == HttpStatusCode.NoContent, changed.Body.ToString());
        var client = await graph.RegisterAppAsync($$"""[{"resourceAppId":"{{api}}","resourceAccess":[{"id":"{{scope}}","type":"Scope"},{"id":"{{role}}","type":"Role"}]}]""");
        var secret = await graph.AddSecretAsync(client);

        var tokens = await graph.SignInToAppAsync(client, secret, SeededTenants.Alice, $"openid api://{api}/Files.Read");
        Assert.Equal("Files.Read", tokens.AccessToken.GetPayloadValue<string>("scp"));
        Assert.False((await graph.AppTokenAsync(client, secret, $"api://{api}/.default")).AccessToken.TryGetPayloadValue<string[]>("roles", out _));
        var assigned = await graph.AsAdministratorAsync(
            "AppRoleAssignment.ReadWrite.All Application.Read.All", "POST", $"/servicePrincipals/{client}/appRoleAssignments",
            $$"""{"principalId":"{{client}}","resourceId":"{{api}}","appRoleId":"{{role}}"}""");
        Assert.True(assigned.Status == HttpStatusCode.Created, assigned.Body.ToString());
        Assert.Equal(["Files.Read.All"], (await graph.AppTokenAsync(client, secret, $"api://{api}/.default")).AccessToken.GetPayloadValue<string[]>("roles"));

        var access = (await graph.GetAsync($"/applications/{client}")).Body["requiredResourceAccess"]![0]!["resourceAccess"]!.AsArray();
        Assert.Equal(["Role", "Scope"], access.Select(each => each!["type"]!.GetValue<string>()).Order());
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"appRoles":[]}"""), 400, "CannotDeleteOrUpdateEnabledEntitlement");
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"api":{"oauth2PermissionScopes":[]}}"""), 400, "CannotDeleteOrUpdateEnabledEntitlement");
        await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", Api(api, scope, role, isEnabled: false));
        Assert.False((await graph.AppTokenAsync(client, secret, $"api://{api}/.default")).AccessToken.TryGetPayloadValue<string[]>("roles", out _));
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"appRoles":[],"api":{"oauth2PermissionScopes":[]}}""")).Status);
    }

    [Fact]
    public async Task Roles_of_users_and_groups_are_in_the_next_token()
    {
        var id = await graph.RegisterAppAsync();
        var role = Guid.NewGuid();
        await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", $$"""
            {"appRoles":[{"id":"{{role}}","allowedMemberTypes":["User"],"displayName":"Reader","description":"Reads.","value":"Reader","isEnabled":true}]}
            """);
        var secret = await graph.AddSecretAsync(id);
        var alice = (await graph.GetAsync("/me"))["id"];
        const string Permissions = "AppRoleAssignment.ReadWrite.All Application.Read.All User.Read.All";

        var assigned = await graph.AsAdministratorAsync(
            Permissions, "POST", $"/users/{alice}/appRoleAssignments", $$"""{"principalId":"{{alice}}","resourceId":"{{id}}","appRoleId":"{{role}}"}""");
        Assert.Equal(("Alice Archer", "User"), (assigned["principalDisplayName"], assigned["principalType"]));
        Assert.Equal(["Reader"], (await graph.SignInToAppAsync(id, secret, SeededTenants.Alice)).IdToken.GetPayloadValue<string[]>("roles"));
        Assert.Equal([assigned["id"]], (await graph.AsAdministratorAsync(Permissions, "GET", $"/servicePrincipals/{id}/appRoleAssignedTo")).All("id"));
        Assert.Contains(assigned["id"], (await graph.AsAdministratorAsync(Permissions, "GET", $"/users/{alice}/appRoleAssignments")).All("id"));

        await graph.AsAdministratorAsync(Permissions, "DELETE", $"/servicePrincipals/{id}/appRoleAssignedTo/{assigned["id"]}");
        Assert.False((await graph.SignInToAppAsync(id, secret, SeededTenants.Alice)).IdToken.TryGetPayloadValue<string[]>("roles", out _));
    }

    [Fact]
    public async Task A_wrong_body_is_named()
    {
        var id = await graph.RegisterAppAsync();
        (string Body, string Message)[] rows =
        [
            ("", "JSON"), ("""{"planet":1}""", "planet"), ("""{"appId":"x"}""", "read-only"), ("""{"displayName":null}""", "displayName"),
            ("""{"web":7}""", "web"), ("""{"web":{"redirectUris":["x"]}}""", "complete address"), ("""{"web":{"redirectUris":["http://app.example/x"]}}""", "HTTPS"),
            ("""{"web":{"redirectUris":["javascript:alert(1)"]}}""", "complete address"), ("""{"web":{"redirectUris":["https://*.example/"]}}""", "complete address"),
            ("""{"web":{"redirectUris":["https://a.example/","https://a.example/"]}}""", "twice"), ("""{"web":{"logoutUrl":"x"}}""", "complete address"),
            ("""{"spa":{"redirectUris":["http://app.example/x"]}}""", "HTTPS"),
            ("""{"publicClient":{"redirectUris":["auth"]}}""", "complete address"),
            ("""{"publicClient":{"redirectUris":["https://localhost:7777/callback"]}}""", "of another type"),
            (
                """{"spa":{"redirectUris":["https://a.b/"]},"publicClient":{"redirectUris":["https://a.b/"]}}""",
                "of another type"),
            ("""{"web":{"implicitGrantSettings":{"enableAccessTokenIssuance":true}}}""", "code flow"),
            ("""{"signInAudience":"Everyone"}""", "signInAudience"), ("""{"identifierUris":["https://graph.microsoft.com"]}""", "verified domain"),
            ("""{"identifierUris":["api://tasks.contoso.example"]}""", "already exists"), ("""{"identifierUris":["x"]}""", "absolute URI"),
            ("""{"optionalClaims":{"idToken":[{}]}}""", "optionalClaims"), ("""{"appRoles":[{"value":"a"}]}""", "allowedMemberTypes"),
            ("""{"appRoles":[{"id":"x","value":"a","displayName":"a","description":"a","allowedMemberTypes":["User"]}]}""", "GUID"),
            ("""{"api":{"oauth2PermissionScopes":[{"value":"a b"}]}}""", "space"), ("""{"api":{"planet":1}}""", "planet"),
            ("""{"requiredResourceAccess":[{"resourceAppId":"x"}]}""", "GUID"), ("""{"requiredResourceAccess":7}""", "list of objects"),
            ("""{"keyCredentials":[{"key":"AAAA"}]}""", "certificate"), ("""{"groupMembershipClaims":"Some"}""", "groupMembershipClaims"),
            ("""{"tags":"x"}""", "tags"), ("""{"notes":7}""", "notes"), ("""{"info":"x"}""", "info"), ("""{"isFallbackPublicClient":"x"}""", "isFallbackPublicClient"),
            ("""{"api":{"requestedAccessTokenVersion":"2"}}""", "requestedAccessTokenVersion"), ("""{"api":{"preAuthorizedApplications":[7]}}""", "preAuthorizedApplications"),
        ];
        foreach (var (body, message) in rows)
        {
            var answer = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{body}: {answer.Status} {answer.Body}");
            Assert.Contains(message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        GraphAssert.IsError(await graph.AsAdministratorAsync(Write, "POST", "/applications", "{}"), 400, "Request_BadRequest", "displayName");
        GraphAssert.IsError(await graph.AsAdministratorAsync(Write, "POST", "/applications", """{"displayName":"x","planet":1}"""), 400, "RequestBodyRead", "planet");
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/addPassword", """{"passwordCredential":{"endDateTime":"2001-01-01T00:00:00Z"}}"""),
            400, "Request_BadRequest", "endDateTime");
        Assert.Equal([RedirectUri], (await graph.GetAsync($"/applications/{id}")).Body["web"]!["redirectUris"]!.AsArray().Select(uri => uri!.GetValue<string>()));
    }

    private static string Api(string api, Guid scope, Guid role, bool isEnabled) => $$"""
        {
          "identifierUris": ["api://{{api}}"],
          "api": { "oauth2PermissionScopes": [{
            "id": "{{scope}}", "value": "Files.Read", "type": "User", "isEnabled": {{(isEnabled ? "true" : "false")}},
            "adminConsentDisplayName": "Read files", "adminConsentDescription": "Read the files of users." }] },
          "appRoles": [{
            "id": "{{role}}", "value": "Files.Read.All", "allowedMemberTypes": ["Application"], "isEnabled": {{(isEnabled ? "true" : "false")}},
            "displayName": "Read all files", "description": "Read the files of everyone." }]
        }
        """;
}
