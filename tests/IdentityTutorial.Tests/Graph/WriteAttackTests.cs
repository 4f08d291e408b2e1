using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Changes that would let somebody take another account's or app's place, and input that is odd on purpose.</summary>
public sealed class WriteAttackTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string WriteApps = "Application.ReadWrite.All";

    [Fact]
    public async Task A_user_name_that_begins_with_an_ID_is_refused_because_customers_and_deleted_users_have_such_names()
    {
        var (id, _) = await graph.CreateUserAsync();

        foreach (var name in new[] { id, Guid.Parse(id).ToString("N"), Guid.Parse(id).ToString("N") + "alice" })
        {
            var renamed = await graph.AsAdministratorAsync("User.ReadWrite.All", "PATCH", $"/users/{id}", $$"""{"userPrincipalName":"{{name}}@contoso.example"}""");
            var created = await graph.AsAdministratorAsync("User.ReadWrite.All", "POST", "/users", GraphFixture.NewUser($"{name}@contoso.example"));

            Assert.True(renamed.Status == HttpStatusCode.BadRequest, $"Renamed to {name}: {renamed.Status}");
            Assert.True(created.Status == HttpStatusCode.BadRequest, $"Created as {name}: {created.Status}");
        }
    }

    [Fact]
    public async Task A_restored_app_does_not_share_its_identifier_with_another()
    {
        var uri = $"api://{Guid.NewGuid():N}.contoso.example";
        var first = await RegisterAsync(uri);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.AsAdministratorAsync(WriteApps, "DELETE", $"/applications/{first}")).Status);
        await RegisterAsync(uri);

        var restored = await graph.AsAdministratorAsync(WriteApps, "POST", $"/directory/deletedItems/{first}/restore");

        Assert.True((int)restored.Status is >= 400 and < 500, $"{restored.Status}: {restored.Body}");
        Assert.Equal(HttpStatusCode.NotFound, (await graph.AsAdministratorAsync(WriteApps, "GET", $"/applications/{first}")).Status);
    }

    [Fact]
    public async Task A_consent_does_not_stand_in_the_way_of_the_service_principal()
    {
        var id = await RegisterAsync(null);
        await graph.AsAdministratorAsync(WriteApps, "PATCH", $"/applications/{id}", """{"web":{"redirectUris":["https://localhost:7779/callback"]}}""");
        using var browser = graph.Login.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(new SeededApp(id, "https://localhost:7779/callback")));

        var created = await graph.AsAdministratorAsync(WriteApps, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}""");

        Assert.True(created.Status == HttpStatusCode.Created, $"{created.Status}: {created.Body}");
    }

    [Fact]
    public async Task Odd_parts_of_an_app_are_400_and_change_nothing()
    {
        var id = await RegisterAsync(null);
        var scope = $$"""{"id":"{{Guid.NewGuid()}}","value":"Odd","type":"User","isEnabled":true,"adminConsentDisplayName":"x","adminConsentDescription":"x"}""";
        string[] bodies =
        [
            $$"""{"api":{"oauth2PermissionScopes":[{{scope}}],"oauth2PermissionScopes":[{{scope}}] } }""",
            $$"""{"keyCredentials":[{"keyId":"{{Guid.NewGuid()}}"}]}""",
        ];

        foreach (var body in bodies)
        {
            var answer = await graph.AsAdministratorAsync(WriteApps, "PATCH", $"/applications/{id}", body);

            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{body}: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_changed_federated_credential_does_not_repeat_another_one()
    {
        var id = await RegisterAsync(null);
        var address = $"/applications/{id}/federatedIdentityCredentials";
        string Credential(string name, string subject) =>
            $$"""{"name":"{{name}}","issuer":"https://token.example","subject":"{{subject}}","audiences":["api://AzureADTokenExchange"]}""";
        Assert.Equal(HttpStatusCode.Created, (await graph.AsAdministratorAsync(WriteApps, "POST", address, Credential("one", "a"))).Status);
        var second = await graph.AsAdministratorAsync(WriteApps, "POST", address, Credential("two", "b"));

        var changed = await graph.AsAdministratorAsync(WriteApps, "PATCH", $"{address}/{second["id"]}", """{"subject":"a"}""");

        Assert.Equal(HttpStatusCode.Conflict, changed.Status);
    }

    [Fact]
    public async Task A_batch_with_text_that_is_no_text_is_400_and_none_of_its_steps_runs()
    {
        var id = (await graph.CreateUserAsync()).Id;
        var batch = """
            {"requests":[
              {"id":"1","method":"PATCH","url":"/users/USER","headers":{"Content-Type":"application/json"},"body":{"jobTitle":"changed"}},
              {"id":"2","method":"PATCH","url":"/users/USER","headers":{"Content-Type":"application/json"},"body":{"jobTitle":"\ud800"}}]}
            """.Replace("USER", id, StringComparison.Ordinal);

        var answer = await graph.AsAdministratorAsync("User.ReadWrite.All", "POST", "/$batch", batch);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var user = await graph.AsAdministratorAsync("User.ReadWrite.All", "GET", $"/users/{id}?$select=jobTitle");
        Assert.Null(user.Body["jobTitle"]?.GetValue<string>());
    }

    private async Task<string> RegisterAsync(string? identifier)
    {
        var body = new JsonObject { ["displayName"] = "Under attack" };
        if (identifier is not null)
        {
            body["identifierUris"] = new JsonArray(identifier);
        }

        var created = await graph.AsAdministratorAsync(WriteApps, "POST", "/applications", body.ToJsonString());
        Assert.True(created.Status == HttpStatusCode.Created, $"{created.Status}: {created.Body}");
        return created["appId"]!;
    }
}
