using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>What Graph changes of a registration decides on the next token.</summary>
public sealed class RegistrationEffectTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "Application.ReadWrite.All";
    private const string Assign = "AppRoleAssignment.ReadWrite.All Application.Read.All Directory.Read.All";
    private const string Engineering = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    private static readonly string[] _optional =
        ["acct", "auth_time", "email", "family_name", "given_name", "login_hint"];

    [Fact]
    public async Task A_role_of_a_group_is_in_the_tokens_of_its_members_until_it_is_taken_away()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);
        var role = Guid.NewGuid();
        await ChangeAsync($"/applications/{id}", $$"""
            {"appRoles":[{"id":"{{role}}","allowedMemberTypes":["User"],"displayName":"Reader","description":"Reads.",
              "value":"Reader","isEnabled":true}]}
            """);
        Assert.Empty(await RolesAsync(SeededTenants.Alice));

        var address = $"/groups/{Engineering}/appRoleAssignments";
        var assigned = await graph.AsAdministratorAsync(Assign, "POST", address, $$"""
            {"principalId":"{{Engineering}}","resourceId":"{{id}}","appRoleId":"{{role}}"}
            """);
        Assert.True(assigned.Status == HttpStatusCode.Created, assigned.Body.ToString());

        Assert.Equal(("Group", "Engineering"), (assigned["principalType"], assigned["principalDisplayName"]));
        Assert.Equal(["Reader"], await RolesAsync(SeededTenants.Alice));
        Assert.Empty(await RolesAsync(SeededTenants.Carol));
        Assert.Contains(assigned["id"], (await graph.AsAdministratorAsync(Assign, "GET", address)).All("id"));
        await graph.AsAdministratorAsync(Assign, "DELETE", $"{address}/{assigned["id"]}");
        Assert.Empty(await RolesAsync(SeededTenants.Alice));

        async Task<string[]> RolesAsync(string account)
        {
            var token = (await graph.SignInToAppAsync(id, secret, account)).IdToken;
            return token.TryGetPayloadValue<string[]>("roles", out var roles) ? roles : [];
        }
    }

    [Fact]
    public async Task A_disabled_service_principal_gets_no_token_and_nobody_signs_in_to_it()
    {
        var id = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(id);
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, secret)).Status);

        await ChangeAsync($"/servicePrincipals/{id}", """{"accountEnabled":false}""");

        ProtocolAssert.IsError(
            await graph.AppTokenAsync(id, secret), HttpStatusCode.BadRequest, "unauthorized_client", 7000112);
        using var browser = graph.Login.NewBrowser();
        var app = new SeededApp(id, RegisteredApps.RedirectUri);
        ProtocolAssert.IsErrorPage(await browser.GetAsync(EntraIdFixture.AuthorizeAddress(app)), 7000112);

        await ChangeAsync($"/servicePrincipals/{id}", """{"accountEnabled":true}""");
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, secret)).Status);
    }

    [Fact]
    public async Task Optional_claims_of_access_tokens_are_those_that_the_API_asks_for()
    {
        var (api, client) = (await graph.RegisterAppAsync(), await graph.RegisterAppAsync());
        var secret = await graph.AddSecretAsync(client);
        await ChangeAsync($"/applications/{api}", $$$"""
            {"api":{"requestedAccessTokenVersion":2,"oauth2PermissionScopes":[{"id":"{{{Guid.NewGuid()}}}",
              "value":"Files.Read","type":"User","isEnabled":true,
              "adminConsentDisplayName":"Read","adminConsentDescription":"Read."}]}}
            """);
        await ChangeAsync(
            $"/applications/{client}", """{"optionalClaims":{"accessToken":[{"name":"given_name"}],"idToken":[]}}""");
        Assert.Empty(await OptionalAsync());

        await ChangeAsync($"/applications/{api}", """
            {"optionalClaims":{
              "accessToken":[{"name":"family_name"},{"name":"acct"},{"name":"auth_time"}],
              "idToken":[{"name":"login_hint"}]}}
            """);
        Assert.Equal(["acct", "auth_time", "family_name"], await OptionalAsync());

        await ChangeAsync($"/applications/{api}", """{"optionalClaims":null}""");
        Assert.Empty(await OptionalAsync());

        async Task<string[]> OptionalAsync()
        {
            var tokens = await graph.SignInToAppAsync(
                client, secret, SeededTenants.Alice, $"openid api://{api}/Files.Read");
            Assert.False(tokens.IdToken.TryGetPayloadValue<string>("family_name", out _));
            return [.. _optional.Where(name => tokens.AccessToken.TryGetPayloadValue<object>(name, out _))];
        }
    }

    private async Task ChangeAsync(string address, string body)
    {
        var answer = await graph.AsAdministratorAsync(Write, "PATCH", address, body);
        Assert.True(answer.Status == HttpStatusCode.NoContent, answer.Body.ToString());
    }
}
