using System.Net;

namespace IdentityTutorial.Tests.Graph;

public sealed class PermissionTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Theory]
    [InlineData("/me", "User.Read")]
    [InlineData("/me", "User.ReadBasic.All")]
    [InlineData("/me/photo/$value", "User.Read")]
    [InlineData("/me/memberOf", "User.Read")]
    [InlineData("/me/manager", "User.Read.All")]
    [InlineData("/users", "User.ReadBasic.All")]
    [InlineData("/users/bob@contoso.example", "User.ReadBasic.All")]
    [InlineData("/users/bob@contoso.example/manager", "User.Read.All")]
    [InlineData("/users/bob@contoso.example/memberOf", "GroupMember.Read.All")]
    [InlineData("/users/alice@contoso.example", "User.Read")]
    [InlineData("/users/alice@contoso.example/photo", "User.ReadBasic.All")]
    [InlineData("/groups", "GroupMember.Read.All")]
    [InlineData("/organization", "User.Read")]
    [InlineData("/me/messages", "Mail.Read")]
    [InlineData("/applications", "Application.Read.All")]
    [InlineData("/servicePrincipals", "Application.Read.All")]
    [InlineData("/applications/390f285f-1fdb-4541-be34-1c4a69f1fff6/owners", "Application.Read.All")]
    [InlineData("/servicePrincipals/390f285f-1fdb-4541-be34-1c4a69f1fff6/owners", "Application.Read.All")]
    [InlineData("/oauth2PermissionGrants", "Directory.Read.All")]
    public async Task The_least_privileged_permission_is_enough(string path, string scope) =>
        GraphAssert.IsOk(await graph.GetAsync(await graph.TokenAsync(scopes: scope), path));

    [Theory]
    [InlineData("/me", "Mail.Read")]
    [InlineData("/me/photo/$value", "Mail.Read")]
    [InlineData("/me/memberOf", "Mail.Read")]
    [InlineData("/me/manager", "User.Read")]
    [InlineData("/users", "User.Read")]
    [InlineData("/users/$count", "User.Read")]
    [InlineData("/users/bob@contoso.example", "User.Read")]
    [InlineData("/users/bob@contoso.example/photo", "User.Read")]
    [InlineData("/users/bob@contoso.example/manager", "User.ReadBasic.All")]
    [InlineData("/users/bob@contoso.example/memberOf", "User.Read")]
    [InlineData("/me?$expand=manager", "User.Read")]
    [InlineData("/groups", "User.Read.All")]
    [InlineData("/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members", "User.Read.All")]
    [InlineData("/organization", "Mail.Read")]
    [InlineData("/applications", "User.Read.All")]
    [InlineData("/servicePrincipals", "User.Read.All")]
    [InlineData("/servicePrincipals/390f285f-1fdb-4541-be34-1c4a69f1fff6/owners", "User.Read.All")]
    [InlineData("/groups/$count", "User.Read.All")]
    [InlineData("/applications/$count", "User.Read.All")]
    [InlineData("/servicePrincipals/$count", "User.Read.All")]
    [InlineData("/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members/$count", "User.Read.All")]
    [InlineData("/oauth2PermissionGrants", "Application.ReadWrite.All")]
    public async Task Without_it_the_request_is_denied(string path, string scope) =>
        GraphAssert.IsError(await graph.GetAsync(await graph.TokenAsync(scopes: scope), path), 403, "Authorization_RequestDenied", "Insufficient privileges");

    [Fact]
    public async Task Mail_is_denied_in_the_mail_services_own_words()
    {
        GraphAssert.IsError(await graph.GetAsync(await graph.TokenAsync(scopes: "User.Read.All"), "/me/messages"), 403, "ErrorAccessDenied");
        GraphAssert.IsError(await graph.GetAsync(await graph.TokenAsync(scopes: "Mail.Read"), "/users/bob@contoso.example/messages"), 403, "ErrorAccessDenied");
    }

    [Fact]
    public async Task Basic_profiles_of_others_hide_what_is_not_basic()
    {
        var token = await graph.TokenAsync(scopes: "User.Read User.ReadBasic.All");

        var answer = await graph.GetAsync(token, "/users?$filter=startswith(displayName,'Ada Al') or startswith(displayName,'Alice')&$select=displayName,mail,jobTitle");

        Assert.Equal(["Ada Almeida", "Alice Archer"], answer.All("displayName"));
        Assert.Equal(["ada@contoso.example", "alice@contoso.example"], answer.All("mail"));
        Assert.Equal([null, "Product Manager"], answer.All("jobTitle"));
    }

    [Theory]
    [InlineData("/users?$filter=jobTitle eq 'Auditor'")]
    [InlineData("/users?$filter=displayName eq 'x' or startswith(department,'F')")]
    public async Task What_is_hidden_cannot_be_asked_for_either(string path) =>
        GraphAssert.IsError(await graph.GetAsync(await graph.TokenAsync(scopes: "User.ReadBasic.All"), path), 403, "Authorization_RequestDenied");

    [Fact]
    public async Task An_application_needs_an_application_permission()
    {
        var token = await graph.ApplicationTokenAsync("User.Read.All", "Mail.Read");

        Assert.Equal("Bob Baker", (await graph.GetAsync(token, "/users/bob@contoso.example"))["displayName"]);
        Assert.NotEmpty((await graph.GetAsync(token, "/users/bob@contoso.example/messages")).Value);
        GraphAssert.IsError(await graph.GetAsync(token, "/groups"), 403, "Authorization_RequestDenied");
        GraphAssert.IsError(await graph.GetAsync(token, "/me"), 400, "BadRequest", "delegated");
    }

    [Fact]
    public async Task Nothing_of_another_tenant_is_ever_found()
    {
        var eve = await graph.TokenAsync("eve@fabrikam.example");

        Assert.Equal(["Eve Ekström", "Gus Garcia"], (await graph.GetAsync(eve, "/users")).All("displayName"));
        Assert.Empty((await graph.GetAsync(eve, "/groups")).Value);
        Assert.Equal(["Fabrikam"], (await graph.GetAsync(eve, "/organization")).All("displayName"));
        Assert.Empty((await graph.GetAsync(eve, "/applications")).Value);
        foreach (var path in new[]
        {
            "/users/alice@contoso.example", "/users/6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01", "/users/alice@contoso.example/photo/$value", "/users/alice@contoso.example/memberOf",
            "/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01", "/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members", "/applications/390f285f-1fdb-4541-be34-1c4a69f1fff6",
            "/organization/f883241c-3907-4c64-b25d-29a884a930b1",
        })
        {
            GraphAssert.IsError(await graph.GetAsync(eve, path), 404, "Request_ResourceNotFound");
        }
    }

    [Fact]
    public async Task A_wrong_method_is_refused_and_an_unknown_address_named()
    {
        var wrong = await graph.PostAsync(await graph.TokenAsync(), "/me", "{}");

        GraphAssert.IsError(wrong, (int)HttpStatusCode.MethodNotAllowed, "Request_BadRequest", "not allowed");
        Assert.Equal(["GET", "PATCH"], wrong.ContentHeaders.Allow.Order());
        GraphAssert.IsError(await graph.GetAsync("/planets"), 400, "BadRequest", "'planets'");
        GraphAssert.IsError(await graph.GetAsync("/me/planets"), 400, "BadRequest", "'planets'");
    }
}
