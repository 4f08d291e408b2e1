namespace IdentityTutorial.Tests.Graph;

public sealed class MembershipTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Engineering = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    [Theory]
    [InlineData("/me/memberOf")]
    [InlineData("/me/transitiveMemberOf")]
    public async Task Ones_groups_are_directory_objects(string path)
    {
        var answer = await graph.GetAsync(path);

        Assert.Equal("https://localhost:7443/v1.0/$metadata#directoryObjects", answer["@odata.context"]);
        Assert.Equal(["Engineering", "Lisbon office", "Product leads"], answer.All("displayName").Order());
        Assert.All(answer.All("@odata.type"), type => Assert.Equal("#microsoft.graph.group", type));
    }

    [Fact]
    public async Task Without_a_permission_for_groups_only_their_ids_are_known()
    {
        var answer = await graph.GetAsync(await graph.TokenAsync(scopes: "User.Read"), "/me/memberOf");

        Assert.Equal(3, answer.Value.Count);
        Assert.Contains(Engineering, answer.All("id"));
        Assert.All(answer.All("displayName"), Assert.Null);
    }

    [Theory]
    [InlineData("graph.group")]
    [InlineData("microsoft.graph.group")]
    public async Task Cast_to_groups_they_can_be_filtered_and_sorted(string cast)
    {
        var answer = await graph.GetEventuallyAsync($"/me/memberOf/{cast}?$count=true&$orderby=displayName desc&$filter=startswith(displayName,'l') or startswith(displayName,'e')&$select=displayName");

        Assert.Equal("https://localhost:7443/v1.0/$metadata#groups(displayName)", answer["@odata.context"]);
        Assert.Equal(["Lisbon office", "Engineering"], answer.All("displayName"));
    }

    [Theory]
    [InlineData("/me/memberOf?$filter=displayName eq 'Engineering'")]
    [InlineData("/me/memberOf?$orderby=displayName")]
    [InlineData("/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members?$filter=startswith(displayName,'A')")]
    public async Task Filters_and_order_of_a_relationship_have_to_be_asked_for(string path) =>
        GraphAssert.IsError(await graph.GetAsync(path), 400, "Request_UnsupportedQuery", "ConsistencyLevel");

    [Fact]
    public async Task All_250_groups_of_the_overage_come_by_their_endpoint()
    {
        var token = await graph.TokenAsync(SeededTenants.Bob, "User.Read");

        var answer = await graph.PostAsync(token, "/users/0d2c3f55-1d9e-4a3c-9a3e-5b8a2f1c7d02/getMemberObjects", """{"securityEnabledOnly":true}""");

        GraphAssert.IsOk(answer);
        Assert.Equal("https://localhost:7443/v1.0/$metadata#Collection(Edm.String)", answer["@odata.context"]);
        Assert.Equal(250, answer.Body["value"]!.AsArray().Select(id => id!.GetValue<Guid>()).Distinct().Count());
        Assert.Equal(3, (await graph.PostAsync(await graph.TokenAsync(), "/me/getMemberObjects", """{"securityEnabledOnly":false}""")).Body["value"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("", "BadRequest", "JSON")]
    [InlineData("[]", "BadRequest", "JSON")]
    [InlineData("{}", "Request_BadRequest", "securityEnabledOnly")]
    [InlineData("""{"securityEnabledOnly":"yes"}""", "Request_BadRequest", "securityEnabledOnly")]
    public async Task The_endpoint_wants_its_parameter(string body, string code, string message) =>
        GraphAssert.IsError(await graph.PostAsync(await graph.TokenAsync(), "/me/getMemberObjects", body), 400, code, message);

    [Fact]
    public async Task Pages_lead_through_250_groups()
    {
        var ids = new List<string?>();
        for (var next = "/users/bob@contoso.example/memberOf?$select=id"; next is not null;)
        {
            var page = await graph.GetAsync(next);
            ids.AddRange(page.All("id"));
            next = page.NextLink;
        }

        Assert.Equal((250, 250), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task A_group_has_its_members()
    {
        Assert.Equal("Everyone who builds things.", (await graph.GetAsync("/groups/" + Engineering))["description"]);
        Assert.Equal(["Ada Almeida", "Alice Archer"], (await graph.GetAsync($"/groups/{Engineering}/members")).All("displayName").Order());
        Assert.Equal(253, (await graph.GetEventuallyAsync("/groups?$count=true&$top=1")).Body["@odata.count"]!.GetValue<int>());
        Assert.Equal(["Lisbon office"], (await graph.GetEventuallyAsync("/groups?$search=\"displayName:off\"")).All("displayName"));
        GraphAssert.IsError(await graph.GetAsync("/groups/nonsense"), 400, "Request_BadRequest", "nonsense");
        GraphAssert.IsError(await graph.GetAsync("/groups/" + Guid.NewGuid()), 404, "Request_ResourceNotFound");
    }

    [Fact]
    public async Task Members_show_as_much_as_the_permissions_for_people_allow()
    {
        var none = await graph.GetAsync(await graph.TokenAsync(scopes: "GroupMember.Read.All"), $"/groups/{Engineering}/members");
        var basic = await graph.GetAsync(await graph.TokenAsync(scopes: "GroupMember.Read.All User.ReadBasic.All"), $"/groups/{Engineering}/members?$select=displayName,jobTitle");

        Assert.All(none.All("displayName"), Assert.Null);
        Assert.All(none.All("id"), Assert.NotNull);
        Assert.Equal(["Ada Almeida", "Alice Archer"], basic.All("displayName").Order());
        Assert.All(basic.All("jobTitle"), Assert.Null);
    }
}
