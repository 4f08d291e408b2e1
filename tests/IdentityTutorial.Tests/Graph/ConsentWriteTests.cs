using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Administrators consent through Graph, and the authorization endpoint knows at once.</summary>
public sealed class ConsentWriteTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Graph = "00000003-0000-0000-c000-000000000000";

    private const string Permissions = "DelegatedPermissionGrant.ReadWrite.All";

    [Fact]
    public async Task A_consent_saves_the_consent_page_and_without_it_the_refresh_token_is_refused()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);
        var created = await graph.AsAdministratorAsync(
            Permissions, "POST", "/oauth2PermissionGrants", Everyone(id, "openid offline_access User.Read"));
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        using var browser = graph.Login.NewBrowser();
        var app = new SeededApp(id, RegisteredApps.RedirectUri);
        var address = EntraIdFixture.AuthorizeAddress(app, ("scope", "openid offline_access User.Read"));
        var page = await EntraIdFixture.OpenAsync(browser, address);
        page = await EntraIdFixture.PressAsync(browser, page, "account", SeededTenants.Alice);
        Assert.False(page.IsConsentPage());
        var code = EntraIdFixture.AnswerOf(page)["code"];
        var tokens = await graph.Login.RedeemAsync(app, code, ("client_secret", secret));

        var twice = await graph.AsAdministratorAsync(
            Permissions, "POST", "/oauth2PermissionGrants", Everyone(id, "openid"));
        GraphAssert.IsError(twice, 409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
        var deleted = await graph.AsAdministratorAsync(
            Permissions, "DELETE", $"/oauth2PermissionGrants/{created["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(app, tokens["refresh_token"], ("client_secret", secret)),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            65001);
    }

    [Fact]
    public async Task A_consent_to_a_scope_that_the_API_does_not_have_is_refused()
    {
        var id = await graph.RegisterAppAsync();

        var unknown = await graph.AsAdministratorAsync(
            Permissions, "POST", "/oauth2PermissionGrants", Everyone(id, "User.Read Planets.Read"));
        var known = await graph.AsAdministratorAsync(
            Permissions, "POST", "/oauth2PermissionGrants", Everyone(id, "openid profile email offline_access user.read"));
        var changed = await graph.AsAdministratorAsync(
            Permissions, "PATCH", $"/oauth2PermissionGrants/{known["id"]}", """{"scope":"Planets.Read"}""");

        GraphAssert.IsError(unknown, 400, "Request_BadRequest", "'Planets.Read'");
        Assert.True(known.Status == HttpStatusCode.Created, known.Body.ToString());
        GraphAssert.IsError(changed, 400, "Request_BadRequest", "'Planets.Read'");
    }

    [Fact]
    public async Task A_changed_consent_covers_its_new_scopes_and_no_others()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);
        var created = await graph.AsAdministratorAsync(
            Permissions, "POST", "/oauth2PermissionGrants", Everyone(id, "openid offline_access User.Read"));
        Assert.False(await HasToConsentAsync(id, SeededTenants.Alice, "openid User.Read"));
        Assert.True(await HasToConsentAsync(id, SeededTenants.Alice, "openid Mail.Read"));

        await ChangeAsync("openid offline_access Mail.Read");

        Assert.False(await HasToConsentAsync(id, SeededTenants.Alice, "openid Mail.Read"));
        Assert.True(await HasToConsentAsync(id, SeededTenants.Alice, "openid User.Read"));
        var tokens = await graph.SignInToAppAsync(id, secret, SeededTenants.Alice, "openid offline_access Mail.Read");
        var scopes = tokens.AccessToken.GetPayloadValue<string>("scp").Split(' ');
        Assert.Contains("Mail.Read", scopes);
        Assert.DoesNotContain("User.Read", scopes);

        await ChangeAsync("openid offline_access");
        var app = new SeededApp(id, RegisteredApps.RedirectUri);
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(
                app, tokens["refresh_token"], ("client_secret", secret), ("scope", "Mail.Read")),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            65001);

        async Task ChangeAsync(string scope)
        {
            var changed = await graph.AsAdministratorAsync(
                Permissions, "PATCH", $"/oauth2PermissionGrants/{created["id"]}", $$"""{"scope":"{{scope}}"}""");
            Assert.True(changed.Status == HttpStatusCode.NoContent, changed.Body.ToString());
        }
    }

    [Fact]
    public async Task A_consent_for_one_user_covers_no_other_user()
    {
        var id = await graph.RegisterAppAsync();
        const string Alice = "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01";

        var created = await graph.AsAdministratorAsync(Permissions, "POST", "/oauth2PermissionGrants", $$"""
            {
              "clientId": "{{id}}", "consentType": "Principal", "principalId": "{{Alice}}",
              "resourceId": "{{Graph}}", "scope": "openid User.Read"
            }
            """);

        Assert.Equal(("Principal", Alice), (created["consentType"], created["principalId"]));
        Assert.False(await HasToConsentAsync(id, SeededTenants.Alice, "openid User.Read"));
        Assert.True(await HasToConsentAsync(id, SeededTenants.Carol, "openid User.Read"));
        await graph.AsAdministratorAsync(Permissions, "DELETE", $"/oauth2PermissionGrants/{created["id"]}");
        Assert.True(await HasToConsentAsync(id, SeededTenants.Alice, "openid User.Read"));
    }

    /// <summary>Signs a user in, and tells whether the sandbox asks the user for consent.</summary>
    private async Task<bool> HasToConsentAsync(string id, string account, string scope)
    {
        using var browser = graph.Login.NewBrowser();
        var app = new SeededApp(id, RegisteredApps.RedirectUri);
        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(app, ("scope", scope)));
        page = await EntraIdFixture.PressAsync(
            browser, page, "action", "signin", ("username", account), ("password", SeededTenants.Password));
        Assert.True(page.IsConsentPage() || EntraIdFixture.AnswerOf(page).ContainsKey("code"), page.Text);
        return page.IsConsentPage();
    }

    private static string Everyone(string clientId, string scope) => $$"""
        {"clientId":"{{clientId}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"{{scope}}"}
        """;
}
