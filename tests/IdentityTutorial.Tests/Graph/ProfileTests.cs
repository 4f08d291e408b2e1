using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Graph;

public sealed class ProfileTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task Me_has_the_properties_that_the_cloud_answers_without_select()
    {
        var answer = await graph.GetAsync(await graph.TokenAsync(scopes: "User.Read"), "/me");

        GraphAssert.IsOk(answer);
        Assert.Equal("https://localhost:7443/v1.0/$metadata#users/$entity", answer["@odata.context"]);
        Assert.Equal(
            ["@odata.context", "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"],
            answer.Body.Select(member => member.Key));
        Assert.Equal(("Alice Archer", "Product Manager", SeededTenants.Alice), (answer["displayName"], answer["jobTitle"], answer["userPrincipalName"]));
        Assert.Equal("4.0", Assert.Single(answer.Headers.GetValues("OData-Version")));
    }

    [Fact]
    public async Task Select_answers_exactly_what_it_names_in_any_case()
    {
        var answer = await graph.GetAsync("/me?$select=DisplayName,department,accountEnabled,employeeId");

        Assert.Equal(["@odata.context", "displayName", "accountEnabled", "department", "employeeId"], answer.Body.Select(member => member.Key));
        Assert.Equal(("Engineering", true, null), (answer["department"], answer.Body["accountEnabled"]!.GetValue<bool>(), answer.Body["employeeId"]));
        Assert.Equal("https://localhost:7443/v1.0/$metadata#users(displayName,accountEnabled,department,employeeId)/$entity", answer["@odata.context"]);
    }

    [Theory]
    [InlineData("6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01")]
    [InlineData("ALICE@contoso.example")]
    public async Task A_person_is_found_by_id_and_by_user_name(string key) => Assert.Equal("Alice Archer", (await graph.GetAsync("/users/" + key))["displayName"]);

    [Fact]
    public async Task Whoever_does_not_exist_is_not_found() =>
        GraphAssert.IsError(await graph.GetAsync("/users/nobody@contoso.example"), 404, "Request_ResourceNotFound", "nobody@contoso.example");

    [Fact]
    public async Task The_manager_is_a_directory_object()
    {
        var answer = await graph.GetAsync("/me/manager");

        Assert.Equal(("#microsoft.graph.user", "Ada Almeida"), (answer["@odata.type"], answer["displayName"]));
        Assert.Equal("https://localhost:7443/v1.0/$metadata#directoryObjects/$entity", answer["@odata.context"]);
    }

    [Fact]
    public async Task Nobody_has_a_manager_of_nobody() => GraphAssert.IsError(await graph.GetAsync("/users/carol@contoso.example/manager"), 404, "Request_ResourceNotFound");

    [Fact]
    public async Task The_manager_comes_along_when_expanded()
    {
        var answer = await graph.GetAsync("/me?$select=displayName&$expand=manager");

        Assert.Equal(("Alice Archer", "Ada Almeida"), (answer["displayName"], answer.Body["manager"]!["displayName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task In_a_list_each_manager_comes_along()
    {
        var answer = await graph.GetAsync("/users?$filter=startswith(displayName,'Alice A') or startswith(displayName,'Carol C')&$select=displayName&$expand=manager");

        Assert.Equal(["Alice Archer", "Carol Chen"], answer.All("displayName"));
        Assert.Equal("Ada Almeida", answer.Value[0]["manager"]!["displayName"]!.GetValue<string>());
        Assert.False(answer.Value[1].ContainsKey("manager"));
    }

    [Fact]
    public async Task Names_keep_their_letters()
    {
        var token = await graph.TokenAsync("eve@fabrikam.example");

        var answer = await graph.GetAsync(token, "/me");

        Assert.Equal("Eve Ekström", answer["displayName"]);
        Assert.Contains("Ekström", System.Text.Encoding.UTF8.GetString(answer.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organization_names_its_domain()
    {
        var answer = await graph.GetAsync(await graph.TokenAsync(scopes: "User.Read"), "/organization");

        var organization = Assert.Single(answer.Value);
        Assert.Equal(("Contoso", SeededTenants.Contoso), (organization["displayName"]!.GetValue<string>(), organization["id"]!.GetValue<string>()));
        Assert.Equal("contoso.example", Assert.IsType<JsonArray>(organization["verifiedDomains"])[0]!["name"]!.GetValue<string>());
        Assert.Null(organization["tenantType"]);
    }
}
