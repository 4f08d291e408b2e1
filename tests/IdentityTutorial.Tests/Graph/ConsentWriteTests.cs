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

    private static string Everyone(string clientId, string scope) => $$"""
        {"clientId":"{{clientId}}","consentType":"AllPrincipals","resourceId":"{{Graph}}","scope":"{{scope}}"}
        """;
}
