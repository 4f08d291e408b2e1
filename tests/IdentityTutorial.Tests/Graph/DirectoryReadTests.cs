using System.Net;
using System.Text;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.DirectoryObjects.GetByIds;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.CheckMemberGroups;
using Microsoft.Graph.Users.Item.GetMemberGroups;

namespace IdentityTutorial.Tests.Graph;

/// <summary>What apps read of the directory besides profiles.</summary>
public sealed class DirectoryReadTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Alice = "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01";

    private const string Engineering = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    [Fact]
    public async Task The_SDK_asks_which_groups_a_user_belongs_to()
    {
        var sdk = await graph.SdkAsync();

        var all = await sdk.Users[Alice].GetMemberGroups.PostAsGetMemberGroupsPostResponseAsync(
            new GetMemberGroupsPostRequestBody { SecurityEnabledOnly = true }, cancellationToken: GraphFixture.Token);
        var some = await sdk.Users[Alice].CheckMemberGroups.PostAsCheckMemberGroupsPostResponseAsync(
            new CheckMemberGroupsPostRequestBody { GroupIds = [Engineering, Guid.NewGuid().ToString()] }, cancellationToken: GraphFixture.Token);
        var objects = await graph.PostAsync(await graph.TokenAsync(), "/me/checkMemberObjects", $$"""{"ids":["{{Engineering}}"]}""");

        Assert.Equal(3, all!.Value!.Count);
        Assert.Equal([Engineering], some!.Value!);
        Assert.Equal(Engineering, objects.Body["value"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task The_SDK_reads_reports_members_and_objects()
    {
        var sdk = await graph.SdkAsync();

        var reports = await sdk.Users[GraphFixture.Administrator].DirectReports.GetAsync(cancellationToken: GraphFixture.Token);
        var members = await sdk.Groups[Engineering].Members.GraphUser.GetAsync(cancellationToken: GraphFixture.Token);
        var count = await sdk.Groups[Engineering].Members.Count.GetAsync(request => request.Headers.Add("ConsistencyLevel", "eventual"), GraphFixture.Token);
        var objects = await sdk.DirectoryObjects.GetByIds.PostAsGetByIdsPostResponseAsync(
            new GetByIdsPostRequestBody { Ids = [Alice, Engineering, SeededApp.SignIn.ClientId], Types = ["user", "group", "application"] },
            cancellationToken: GraphFixture.Token);
        var domains = await sdk.Domains.GetAsync(cancellationToken: GraphFixture.Token);

        Assert.Equal(["Alice Archer", "Bob Baker"], reports!.Value!.Cast<User>().Select(user => user.DisplayName!).Order());
        Assert.Equal(members!.Value!.Count, count);
        Assert.Contains(members.Value!, user => user.DisplayName == "Alice Archer");
        Assert.Equal(["Application", "Group", "User"], objects!.Value!.Select(each => each.GetType().Name).Order());
        Assert.Equal(("contoso.example", true), (Assert.Single(domains!.Value!).Id, domains.Value![0].IsVerified));
    }

    [Fact]
    public async Task Relationships_are_expanded()
    {
        var user = await graph.GetAsync($"/users/{Alice}?$expand=memberOf($select=id,displayName)&$select=id");
        var users = await graph.GetAsync("/users?$filter=startswith(displayName,'Alice')&$expand=memberOf");
        var group = await graph.GetAsync($"/groups/{Engineering}?$expand=members");
        var groups = await graph.GetAsync("/groups?$filter=displayName eq 'Engineering'&$expand=members($select=displayName)");
        var manager = await graph.GetAsync("/me?$expand=manager($select=displayName)");

        Assert.Equal(3, user.Body["memberOf"]!.AsArray().Count);
        Assert.Equal(["@odata.type", "id", "displayName"], user.Body["memberOf"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(3, users.Value[0]["memberOf"]!.AsArray().Count);
        Assert.Equal(2, group.Body["members"]!.AsArray().Count);
        Assert.Equal(["Ada Almeida", "Alice Archer"], groups.Value[0]["members"]!.AsArray().Select(member => member!["displayName"]!.GetValue<string>()).Order());
        Assert.Equal("Ada Almeida", manager.Body["manager"]!["displayName"]!.GetValue<string>());
        GraphAssert.IsError(await graph.GetAsync("/users?$expand=memberOf($top=1)"), 400, "Request_UnsupportedQuery", "$expand");
        GraphAssert.IsError(await graph.GetAsync("/users?$expand=memberOf,manager"), 400, "Request_UnsupportedQuery", "$expand");
        GraphAssert.IsError(
            await graph.GetAsync(await graph.TokenAsync(scopes: "User.ReadBasic.All"), "/users?$expand=memberOf"), 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task No_more_than_twenty_related_objects_are_expanded() =>
        Assert.Equal(20, (await graph.GetAsync("/users/bob@contoso.example?$expand=memberOf")).Body["memberOf"]!.AsArray().Count);

    [Fact]
    public async Task A_user_name_is_a_key()
    {
        Assert.Equal("Bob Baker", (await graph.GetAsync("/users(userPrincipalName='bob@contoso.example')"))["displayName"]);
        Assert.Equal("Ada Almeida", (await graph.GetAsync("/users(userPrincipalName='bob@contoso.example')/manager"))["displayName"]);
        Assert.Equal("1-1 AzureAD-SignIn", (await graph.GetAsync($"/directoryObjects/{SeededApp.SignIn.ClientId}"))["displayName"]);
    }

    [Fact]
    public async Task Consents_of_a_user_and_of_an_app_are_listed()
    {
        await graph.Login.GetTokensAsync(SeededApp.AsksForConsent);

        var own = await graph.GetAsync("/me/oauth2PermissionGrants");
        var ofApp = await graph.GetAsync($"/servicePrincipals(appId='{SeededApp.AsksForConsent.ClientId}')/oauth2PermissionGrants");

        Assert.Equal([SeededApp.AsksForConsent.ClientId], own.All("clientId"));
        Assert.Equal(own.All("id"), ofApp.All("id"));
    }

    [Fact]
    public async Task Roles_of_a_user_are_listed()
    {
        var own = await graph.GetAsync("/me/appRoleAssignments");
        var ofApp = await graph.GetAsync($"/servicePrincipals/{SeededApp.RolesAndGroups.ClientId}/appRoleAssignedTo");
        var ofIdentity = await graph.GetAsync("/servicePrincipals/d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c12/appRoleAssignments");

        Assert.Contains("Sample: roles and groups", own.All("resourceDisplayName"));
        Assert.Equal(["Group", "User"], ofApp.All("principalType").Order());
        Assert.Equal(["Sample: web app"], ofIdentity.All("principalDisplayName"));
    }

    [Fact]
    public async Task Beta_answers_as_version_1_does()
    {
        var page = await graph.SendAsync(await graph.TokenAsync(), "GET", "/beta/users?$top=2");
        var next = await graph.SendAsync(await graph.TokenAsync(), "GET", page.NextLink!);
        var batch = await graph.SendAsync(
            await graph.TokenAsync(), "POST", "/beta/$batch", """{"requests":[{"id":"1","method":"GET","url":"/users?$top=1"}]}""");

        Assert.Contains("/beta/$metadata#users", page["@odata.context"], StringComparison.Ordinal);
        Assert.Contains("/beta/users?", page.NextLink, StringComparison.Ordinal);
        Assert.Equal(2, next.Value.Count);
        Assert.Contains("/beta/$metadata", batch.Body["responses"]![0]!["body"]!["@odata.context"]!.GetValue<string>(), StringComparison.Ordinal);
        GraphAssert.IsError(await graph.SendAsync(await graph.TokenAsync(), "GET", "/beta/planets"), 400, "BadRequest", "'planets'");
        GraphAssert.IsError(await graph.SendAsync(null, "GET", "/beta/me"), 401, "InvalidAuthenticationToken");
        GraphAssert.IsError(await graph.SendAsync(await graph.TokenAsync(scopes: "User.Read"), "GET", "/beta/users"), 403, "Authorization_RequestDenied");
    }

    [Theory]
    [InlineData("/v1.0")]
    [InlineData("/beta")]
    public async Task The_address_is_decoded_once(string version)
    {
        var user = await graph.SendAsync(
            await graph.TokenAsync(), "GET", $"{SandboxFactory.Address}{version[1..]}/users/%62ob@contoso.example");
        var none = await graph.SendAsync(
            await graph.TokenAsync(), "GET", $"{SandboxFactory.Address}{version[1..]}/users/%2562ob@contoso.example");

        Assert.Equal(SeededTenants.Bob, user["userPrincipalName"]);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.Status);
    }

    [Fact]
    public async Task Beta_changes_what_version_1_reads()
    {
        const string Change = """{"jobTitle":"Preview"}""";
        var (id, _) = await graph.CreateUserAsync();

        var denied = await graph.AsAdministratorAsync("User.Read.All", "PATCH", $"/beta/users/{id}", Change);
        var changed = await graph.AsAdministratorAsync("User.ReadWrite.All", "PATCH", $"/beta/users/{id}", Change);

        GraphAssert.IsError(denied, 403, "Authorization_RequestDenied");
        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        Assert.Equal("Preview", (await graph.GetAsync($"/users/{id}"))["jobTitle"]);
    }

    [Fact]
    public async Task Owners_of_a_service_principal_are_listed()
    {
        var id = await graph.RegisterAppAsync();

        var owners = await graph.GetAsync($"/servicePrincipals/{id}/owners");

        Assert.Equal(["ada@contoso.example"], owners.All("userPrincipalName"));
        Assert.Equal(["#microsoft.graph.user"], owners.All("@odata.type"));
        GraphAssert.IsError(
            await graph.GetAsync(await graph.TokenAsync("eve@fabrikam.example"), $"/servicePrincipals/{id}/owners"),
            404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_read_and_wrong_bodies_are_named()
    {
        (string Scopes, string Method, string Path, string? Body, int Status)[] rows =
        [
            ("User.Read", "GET", "/domains", null, 403), ("User.Read", "GET", $"/users/bob@contoso.example/directReports", null, 403),
            ("User.Read", "POST", "/directoryObjects/getByIds", """{"ids":[]}""", 403), ("User.Read", "GET", "/me/oauth2PermissionGrants", null, 403),
            ("User.Read", "GET", $"/servicePrincipals/{SeededApp.SignIn.ClientId}/appRoleAssignedTo", null, 403),
            ("User.Read", "GET", $"/applications/{SeededApp.SignIn.ClientId}/owners", null, 403),
            ("User.Read", "GET", "/directory/deletedItems/microsoft.graph.user", null, 403),
            ("Mail.Read", "POST", "/me/checkMemberGroups", """{"groupIds":[]}""", 403),
            ("User.Read", "POST", "/me/checkMemberGroups", """{"groupIds":"x"}""", 400), ("User.Read", "POST", "/me/checkMemberGroups", """{"groupIds":["x"]}""", 400),
            ("User.Read", "POST", "/me/checkMemberGroups", "", 400), ("User.Read", "POST", "/me/getMemberGroups", "{}", 400),
            ("User.Read", "POST", "/me/checkMemberGroups", Ids("groupIds", 21), 400), ("Directory.Read.All", "POST", "/directoryObjects/getByIds", Ids("ids", 1001), 400),
            ("Directory.Read.All", "POST", "/directoryObjects/getByIds", """{"ids":[7]}""", 400),
            ("Directory.Read.All", "GET", "/users(userPrincipalName='nobody@contoso.example')", null, 404), ("Directory.Read.All", "GET", "/domains/fabrikam.example", null, 404),
        ];
        foreach (var row in rows)
        {
            var answer = await graph.SendAsync(await graph.TokenAsync(scopes: row.Scopes), row.Method, row.Path, row.Body);
            Assert.True((int)answer.Status == row.Status, $"{row.Method} {row.Path} {row.Scopes}: {answer.Status} {answer.Body}");
            Assert.NotNull(answer.Body["error"]!["code"]);
        }

        var foreign = await graph.PostAsync(
            await graph.TokenAsync("eve@fabrikam.example"), "/directoryObjects/getByIds", $$"""{"ids":["{{Alice}}","{{Engineering}}","{{SeededApp.SignIn.ClientId}}"]}""");
        Assert.Empty(foreign.Value);
    }

    private static string Ids(string name, int count)
    {
        var ids = new StringBuilder();
        for (var index = 0; index < count; index++)
        {
            ids.Append(index == 0 ? "" : ",").Append('"').Append(Guid.NewGuid()).Append('"');
        }

        return $$"""{"{{name}}":[{{ids}}]}""";
    }
}
