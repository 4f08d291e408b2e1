using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

public sealed class ApplicationTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task Registrations_of_the_tenant_are_listed_without_Graph_itself()
    {
        var names = (await graph.GetAsync("/applications?$top=999")).All("displayName");

        Assert.Contains("1-1 AzureAD-SignIn", names);
        Assert.DoesNotContain(names, name => name!.StartsWith("Microsoft Graph", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/applications?$filter=appId eq '390f285f-1fdb-4541-be34-1c4a69f1fff6'")]
    [InlineData("/servicePrincipals?$filter=appId eq '390f285f-1fdb-4541-be34-1c4a69f1fff6'")]
    public async Task An_application_is_found_by_its_client_id(string path) => Assert.Equal(["1-1 AzureAD-SignIn"], (await graph.GetAsync(path)).All("displayName"));

    [Fact]
    public async Task The_alternate_key_names_the_client_id()
    {
        var answer = await graph.GetAsync($"/applications(appId='{SeededApp.SignIn.ClientId}')?$select=displayName,web");

        Assert.Equal("1-1 AzureAD-SignIn", answer["displayName"]);
        Assert.Equal(SeededApp.SignIn.RedirectUri, answer.Body["web"]!["redirectUris"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_tenant_knows_an_application_once_it_has_consented()
    {
        var eve = await graph.TokenAsync("eve@fabrikam.example");

        var names = (await graph.GetAsync(eve, "/servicePrincipals?$top=999")).All("displayName");

        Assert.Contains(names, name => name!.StartsWith("Microsoft Graph", StringComparison.Ordinal));
        Assert.Contains(names, name => name!.StartsWith("Test ", StringComparison.Ordinal));
        Assert.DoesNotContain("Sample: multi-tenant", names);
    }

    [Fact]
    public async Task Consents_say_who_allowed_what()
    {
        var answer = await graph.GetAsync($"/oauth2PermissionGrants?$filter=clientId eq '{SeededApp.SignIn.ClientId}'");

        var consent = Assert.Single(answer.Value);
        Assert.Equal(("AllPrincipals", "openid profile email offline_access User.Read"), (consent["consentType"]!.GetValue<string>(), consent["scope"]!.GetValue<string>()));
        Assert.Equal(consent["id"]!.GetValue<string>(), (await graph.GetAsync("/oauth2PermissionGrants/" + consent["id"]))["id"]);
    }
}
