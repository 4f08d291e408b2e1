using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Applications.Item.AddPassword;
using Microsoft.Graph.Applications.Item.RemovePassword;
using Microsoft.Graph.Models;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Apps are registered and changed through Graph, and the token endpoint knows at once.</summary>
public sealed class ApplicationWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Graph = "00000003-0000-0000-c000-000000000000";

    private const string Write = "Application.ReadWrite.All";

    private const string RedirectUri = "https://localhost:7777/callback";

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

        var tokens = await SignInAsync(created.AppId!, secret!.SecretText!, SeededTenants.Alice);

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
    public async Task A_secret_works_at_once_and_a_removed_one_no_more()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        var id = await RegisterAsync();
        var first = await sdk.Applications[id].AddPassword.PostAsync(new AddPasswordPostRequestBody(), cancellationToken: GraphFixture.Token);
        var second = await sdk.Applications[id].AddPassword.PostAsync(
            new AddPasswordPostRequestBody { PasswordCredential = new PasswordCredential { EndDateTime = graph.Login.Clock.GetUtcNow().AddDays(1) } },
            cancellationToken: GraphFixture.Token);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(id, first!.SecretText!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(id, second!.SecretText!)).Status);

        await sdk.Applications[id].RemovePassword.PostAsync(new RemovePasswordPostRequestBody { KeyId = first.KeyId }, cancellationToken: GraphFixture.Token);

        Refused(await TokenAsync(id, first.SecretText!), 7000215);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(id, second.SecretText!)).Status);
    }

    [Fact]
    public async Task A_removed_redirect_URI_is_refused_at_once()
    {
        var id = await RegisterAsync();
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
        var secret = await AddSecretAsync(id);

        Refused(await TokenAsync(id, secret), 7000229);
        Assert.Equal(HttpStatusCode.Created, (await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(id, secret)).Status);
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}"""), 409, "Request_MultipleObjectsWithSameKeyValue");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/servicePrincipals/{id}")).Status);
        Refused(await TokenAsync(id, secret), 7000229);
    }

    [Fact]
    public async Task A_deleted_app_gets_no_token_until_it_is_restored()
    {
        var id = await RegisterAsync();
        var secret = await AddSecretAsync(id);

        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/applications/{id}")).Status);
        Refused(await TokenAsync(id, secret), 700016);
        GraphAssert.IsError(await graph.GetAsync($"/applications/{id}"), 404, "Request_ResourceNotFound");
        Assert.Contains(id, (await graph.AsAdministratorAsync(Write, "GET", "/directory/deletedItems/microsoft.graph.application")).All("id"));

        var restored = await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore");
        Assert.Equal(("#microsoft.graph.application", id), (restored["@odata.type"], restored["id"]));
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(id, secret)).Status);

        await graph.AsAdministratorAsync(Write, "DELETE", $"/applications/{id}");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Write, "DELETE", $"/directory/deletedItems/{id}")).Status);
        GraphAssert.IsError(await graph.AsAdministratorAsync(Write, "POST", $"/directory/deletedItems/{id}/restore"), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task Scopes_and_roles_of_an_API_are_in_tokens_and_are_disabled_before_they_are_removed()
    {
        var api = await RegisterAsync();
        var (scope, role) = (Guid.NewGuid(), Guid.NewGuid());
        var changed = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", Api(api, scope, role, isEnabled: true));
        Assert.True(changed.Status == HttpStatusCode.NoContent, changed.Body.ToString());
        var client = await RegisterAsync($$"""[{"resourceAppId":"{{api}}","resourceAccess":[{"id":"{{scope}}","type":"Scope"},{"id":"{{role}}","type":"Role"}]}]""");
        var secret = await AddSecretAsync(client);

        var tokens = await SignInAsync(client, secret, SeededTenants.Alice, $"openid api://{api}/Files.Read");
        Assert.Equal("Files.Read", tokens.AccessToken.GetPayloadValue<string>("scp"));
        Assert.False((await TokenAsync(client, secret, $"api://{api}/.default")).AccessToken.TryGetPayloadValue<string[]>("roles", out _));
        var assigned = await graph.AsAdministratorAsync(
            "AppRoleAssignment.ReadWrite.All Application.Read.All", "POST", $"/servicePrincipals/{client}/appRoleAssignments",
            $$"""{"principalId":"{{client}}","resourceId":"{{api}}","appRoleId":"{{role}}"}""");
        Assert.True(assigned.Status == HttpStatusCode.Created, assigned.Body.ToString());
        Assert.Equal(["Files.Read.All"], (await TokenAsync(client, secret, $"api://{api}/.default")).AccessToken.GetPayloadValue<string[]>("roles"));

        var access = (await graph.GetAsync($"/applications/{client}")).Body["requiredResourceAccess"]![0]!["resourceAccess"]!.AsArray();
        Assert.Equal(["Role", "Scope"], access.Select(each => each!["type"]!.GetValue<string>()).Order());
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"appRoles":[]}"""), 400, "CannotDeleteOrUpdateEnabledEntitlement");
        GraphAssert.IsError(
            await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"api":{"oauth2PermissionScopes":[]}}"""), 400, "CannotDeleteOrUpdateEnabledEntitlement");
        await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", Api(api, scope, role, isEnabled: false));
        Assert.False((await TokenAsync(client, secret, $"api://{api}/.default")).AccessToken.TryGetPayloadValue<string[]>("roles", out _));
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", """{"appRoles":[],"api":{"oauth2PermissionScopes":[]}}""")).Status);
    }

    [Fact]
    public async Task Roles_of_users_and_groups_are_in_the_next_token()
    {
        var id = await RegisterAsync();
        var role = Guid.NewGuid();
        await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", $$"""
            {"appRoles":[{"id":"{{role}}","allowedMemberTypes":["User"],"displayName":"Reader","description":"Reads.","value":"Reader","isEnabled":true}]}
            """);
        var secret = await AddSecretAsync(id);
        var alice = (await graph.GetAsync("/me"))["id"];
        const string Permissions = "AppRoleAssignment.ReadWrite.All Application.Read.All User.Read.All";

        var assigned = await graph.AsAdministratorAsync(
            Permissions, "POST", $"/users/{alice}/appRoleAssignments", $$"""{"principalId":"{{alice}}","resourceId":"{{id}}","appRoleId":"{{role}}"}""");
        Assert.Equal(("Alice Archer", "User"), (assigned["principalDisplayName"], assigned["principalType"]));
        Assert.Equal(["Reader"], (await SignInAsync(id, secret, SeededTenants.Alice)).IdToken.GetPayloadValue<string[]>("roles"));
        Assert.Equal([assigned["id"]], (await graph.AsAdministratorAsync(Permissions, "GET", $"/servicePrincipals/{id}/appRoleAssignedTo")).All("id"));
        Assert.Contains(assigned["id"], (await graph.AsAdministratorAsync(Permissions, "GET", $"/users/{alice}/appRoleAssignments")).All("id"));

        await graph.AsAdministratorAsync(Permissions, "DELETE", $"/servicePrincipals/{id}/appRoleAssignedTo/{assigned["id"]}");
        Assert.False((await SignInAsync(id, secret, SeededTenants.Alice)).IdToken.TryGetPayloadValue<string[]>("roles", out _));
    }

    [Fact]
    public async Task A_consent_saves_the_consent_page_and_without_it_the_refresh_token_is_refused()
    {
        var id = await RegisterAsync();
        var secret = await AddSecretAsync(id);
        const string Permissions = "DelegatedPermissionGrant.ReadWrite.All";
        var created = await graph.AsAdministratorAsync(Permissions, "POST", "/oauth2PermissionGrants", $$"""
            {"clientId":"{{id}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"openid offline_access User.Read"}
            """);
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        using var browser = graph.Login.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(new SeededApp(id, RedirectUri), ("scope", "openid offline_access User.Read")));
        page = await EntraIdFixture.PressAsync(browser, page, "account", SeededTenants.Alice);
        Assert.False(page.IsConsentPage());
        var code = EntraIdFixture.AnswerOf(page)["code"];
        var tokens = await graph.Login.RedeemAsync(new SeededApp(id, RedirectUri), code, ("client_secret", secret));

        var twice = await graph.AsAdministratorAsync(Permissions, "POST", "/oauth2PermissionGrants", $$"""
            {"clientId":"{{id}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"openid"}
            """);
        GraphAssert.IsError(twice, 409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(Permissions, "DELETE", $"/oauth2PermissionGrants/{created["id"]}")).Status);
        Refused(await graph.Login.RefreshAsync(new SeededApp(id, RedirectUri), tokens["refresh_token"], ("client_secret", secret)), 65001);
    }

    [Fact]
    public async Task A_certificate_is_added_with_a_proof_by_the_one_before()
    {
        var id = await RegisterAsync();
        using var first = NewCertificate();
        using var second = NewCertificate();
        var patched = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", $$"""
            {"keyCredentials":[{"type":"AsymmetricX509Cert","usage":"Verify","displayName":"first","key":"{{Convert.ToBase64String(first.RawData)}}"}]}
            """);
        Assert.True(patched.Status == HttpStatusCode.NoContent, patched.Body.ToString());

        var wrong = await AddKeyAsync(id, second, Proof(id, second));
        var foreign = await AddKeyAsync(id, second, Proof(Guid.NewGuid().ToString(), first));
        var added = await AddKeyAsync(id, second, Proof(id, first));
        var removed = await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/removeKey", $$"""{"keyId":"{{added["keyId"]}}","proof":"{{Proof(id, second)}}"}""");

        GraphAssert.IsError(wrong, 401, "Authentication_MissingOrMalformed");
        GraphAssert.IsError(foreign, 401, "Authentication_MissingOrMalformed");
        Assert.Equal(second.Thumbprint, added["customKeyIdentifier"]);
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Single((await graph.GetAsync($"/applications/{id}")).Body["keyCredentials"]!.AsArray());
    }

    [Fact]
    public async Task Federated_credentials_are_managed_by_the_SDK()
    {
        var id = await RegisterAsync();
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        var credentials = sdk.Applications[id].FederatedIdentityCredentials;

        var created = await credentials.PostAsync(
            new FederatedIdentityCredential { Name = "build", Issuer = "https://token.actions.example", Subject = "repo:a/b", Audiences = ["api://AzureADTokenExchange"] },
            cancellationToken: GraphFixture.Token);
        await credentials[created!.Id].PatchAsync(new FederatedIdentityCredential { Subject = "repo:a/c" }, cancellationToken: GraphFixture.Token);
        var read = Assert.Single((await credentials.GetAsync(cancellationToken: GraphFixture.Token))!.Value!);
        await credentials[created.Id].DeleteAsync(cancellationToken: GraphFixture.Token);

        Assert.Equal(("build", "repo:a/c"), (read.Name, read.Subject));
        Assert.Empty((await credentials.GetAsync(cancellationToken: GraphFixture.Token))!.Value!);
    }

    [Fact]
    public async Task An_app_changes_only_what_it_owns_with_the_permission_for_that()
    {
        var (token, clientId) = await graph.ApplicationWithTokenAsync("Application.ReadWrite.OwnedBy");
        var foreign = await RegisterAsync();

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
        var foreign = await RegisterAsync();
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
        var id = await RegisterAsync();
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
    public async Task A_wrong_body_is_named()
    {
        var id = await RegisterAsync();
        (string Body, string Message)[] rows =
        [
            ("", "JSON"), ("""{"planet":1}""", "planet"), ("""{"appId":"x"}""", "read-only"), ("""{"displayName":null}""", "displayName"),
            ("""{"web":7}""", "web"), ("""{"web":{"redirectUris":["x"]}}""", "complete address"), ("""{"web":{"redirectUris":["http://app.example/x"]}}""", "HTTPS"),
            ("""{"web":{"redirectUris":["javascript:alert(1)"]}}""", "complete address"), ("""{"web":{"redirectUris":["https://*.example/"]}}""", "complete address"),
            ("""{"web":{"redirectUris":["https://a.example/","https://a.example/"]}}""", "twice"), ("""{"web":{"logoutUrl":"x"}}""", "complete address"),
            ("""{"spa":{"redirectUris":["http://app.example/x"]}}""", "HTTPS"), ("""{"publicClient":{"redirectUris":["myapp://auth"]}}""", "not of both"),
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

    [Fact]
    public async Task A_public_client_keeps_its_redirect_URIs_apart()
    {
        var created = await graph.AsAdministratorAsync(
            Write, "POST", "/applications", """{"displayName":"Native","publicClient":{"redirectUris":["http://localhost","myapp://auth"]},"spa":{"redirectUris":["https://localhost:7779/"]}}""");

        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        var read = await graph.GetAsync($"/applications/{created["id"]}");
        Assert.Equal(2, read.Body["publicClient"]!["redirectUris"]!.AsArray().Count);
        Assert.Empty(read.Body["web"]!["redirectUris"]!.AsArray());
        Assert.Single(read.Body["spa"]!["redirectUris"]!.AsArray());
        Assert.True(read.Body["isFallbackPublicClient"]!.GetValue<bool>());
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

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(20));
    }

    private string Proof(string issuer, X509Certificate2 certificate) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = "00000002-0000-0000-c000-000000000000",
        NotBefore = graph.Login.Clock.GetUtcNow().UtcDateTime,
        Expires = graph.Login.Clock.GetUtcNow().UtcDateTime.AddMinutes(10),
        SigningCredentials = new X509SigningCredentials(certificate),
    });

    private Task<GraphAnswer> AddKeyAsync(string id, X509Certificate2 certificate, string proof) => graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/addKey", $$"""
        {"keyCredential":{"type":"AsymmetricX509Cert","usage":"Verify","key":"{{Convert.ToBase64String(certificate.RawData)}}"},"passwordCredential":null,"proof":"{{proof}}"}
        """);

    private async Task<string> RegisterAsync(string access = "[]")
    {
        var created = await graph.AsAdministratorAsync(
            Write, "POST", "/applications", $$"""{"displayName":"Registered","web":{"redirectUris":["{{RedirectUri}}"]},"requiredResourceAccess":{{access}}}""");
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        var principal = await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{created["appId"]}}"}""");
        Assert.True(principal.Status == HttpStatusCode.Created, principal.Body.ToString());
        return created["id"]!;
    }

    private async Task<string> AddSecretAsync(string id) =>
        (await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/addPassword", """{"passwordCredential":{"displayName":"test"}}"""))["secretText"]!;

    private Task<TokenAnswer> TokenAsync(string id, string secret, string scope = "https://graph.microsoft.com/.default") => graph.Login.TokenAsync(
        ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", scope));

    private async Task<TokenAnswer> SignInAsync(string id, string secret, string account, string scope = "openid User.Read")
    {
        using var browser = graph.Login.NewBrowser();
        var app = new SeededApp(id, RedirectUri);
        var code = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(app, ("scope", scope)), account))["code"];
        return await graph.Login.RedeemAsync(app, code, ("client_secret", secret));
    }

    private static void Refused(TokenAnswer answer, int code)
    {
        Assert.False(answer.Status == HttpStatusCode.OK, $"{answer.Body}");
        Assert.Equal(code, answer.Body["error_codes"]![0]!.GetValue<int>());
    }
}
