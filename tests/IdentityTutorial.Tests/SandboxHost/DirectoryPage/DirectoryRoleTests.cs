using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The list of roles, and the page of one role.</summary>
public sealed class DirectoryRoleTests : DirectoryPageTest
{
    [Fact]
    public async Task Roles_are_listed_and_found_by_their_name_and_their_app()
    {
        var byName = await OpenAsync("?tenant=contoso.example&show=roles&q=task.approve");
        var byApp = await OpenAsync("?tenant=contoso.example&show=roles&q=microsoft+graph");
        var elsewhere = await OpenAsync("?tenant=fabrikam.example&show=roles&q=task.approve");

        var row = Assert.Single(Rows(byName));
        Assert.Contains("Users and groups", row, StringComparison.Ordinal);
        Assert.Contains(Rows(byApp), text => text.Contains("User.Read.All", StringComparison.Ordinal));
        Assert.Contains("No name contains this text.", elsewhere.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assigned_to_a_user_and_taken_from_a_group_and_tokens_follow()
    {
        var page = await OpenRoleAsync("Task.Approve");
        var group = page.Document.QuerySelectorAll("#assignments-title + table tbody tr")
            .Single(row => row.TextContent.Contains("Product leads", StringComparison.Ordinal));

        page = await PressAsync(page, "value", group.QuerySelector("button")!.GetAttribute("value")!);
        Assert.Contains("The role is no longer assigned to Product leads.", page.Text, StringComparison.Ordinal);
        Assert.Contains("DELETE /v1.0/servicePrincipals/", page.Text, StringComparison.Ordinal);

        page = await SubmitAsync(page, "#principal", ("value", SeededTenants.Bob));
        Assert.Contains("The role is assigned to Bob", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Task.Approve"], await RolesInTokenAsync(SeededTenants.Bob));
    }

    [Fact]
    public async Task A_role_for_apps_is_assigned_by_the_client_ID_and_refused_for_a_user()
    {
        var page = await OpenRoleAsync("Tasks.Read.All");

        var refused = await SubmitAsync(page, "#principal", ("value", SeededTenants.Alice));
        var assigned = await SubmitAsync(page, "#principal", ("value", SeededApp.RolesAndGroups.ClientId));
        var again = await SubmitAsync(page, "#principal", ("value", SeededApp.RolesAndGroups.ClientId));
        var unknown = await SubmitAsync(page, "#principal", ("value", "nobody@contoso.example"));

        Assert.Contains("Permission being assigned was not found", refused.Text, StringComparison.Ordinal);
        Assert.Contains("The role is assigned to", assigned.Text, StringComparison.Ordinal);
        Assert.Contains("already exists on the object", again.Text, StringComparison.Ordinal);
        Assert.Contains("no user, group or app with the name “nobody@contoso.example”", unknown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeededTenants.Gus)]
    [InlineData("7f3b2a91-6c4d-4e5f-8a0b-1c2d3e4f5a08")]
    public async Task A_guest_gets_a_role_by_the_address_that_the_pages_show_and_by_the_object_ID(string name)
    {
        var page = await SubmitAsync(await OpenRoleAsync("Task.Approve"), "#principal", ("value", name));

        Assert.Contains("The role is assigned to", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Task.Approve"], await RolesInTokenAsync(SeededTenants.Gus));
    }

    [Fact]
    public async Task The_role_of_a_managed_identity_is_removed_and_assigned_again_by_its_name()
    {
        var page = await OpenRoleAsync("User.Read.All");
        var row = page.Document.QuerySelectorAll("#assignments-title + table tbody tr")
            .Single(row => row.TextContent.Contains("Sample: web app", StringComparison.Ordinal));

        page = await PressAsync(page, "value", row.QuerySelector("button")!.GetAttribute("value")!);
        Assert.DoesNotContain(
            "Sample: web app", page.Document.QuerySelector("#assignments-title ~ table")?.TextContent ?? "",
            StringComparison.Ordinal);

        page = await SubmitAsync(page, "#principal", ("value", "sample: web app"));
        Assert.Contains("The role is assigned to Sample: web app.", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeededTenants.Eve)]
    [InlineData(SeededTenants.Casey)]
    [InlineData("2c8b7a69-5d4e-4f3a-9b2c-1d0e9f8a7d08")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("")]
    [InlineData("%")]
    public async Task What_is_not_in_the_tenant_gets_no_role(string name)
    {
        var page = await SubmitAsync(await OpenRoleAsync("Task.Approve"), "#principal", ("value", name));

        Assert.Contains("This tenant has no user, group or app with the name", page.Text, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("#assignments-title + table tbody tr"));
    }

    [Fact]
    public async Task An_assignment_of_another_role_is_not_removed()
    {
        var page = await OpenRoleAsync("Task.Approve");
        var other = (await OpenRoleAsync("Task.Read")).Document
            .QuerySelector("#assignments-title + table button")!.GetAttribute("value")!;

        var refused = await SubmitAsync(page, "#principal", ("action", "remove"), ("value", other));
        var still = await OpenRoleAsync("Task.Read");

        Assert.Contains("The page has no such button.", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(still.Document.QuerySelector($"button[value='{other}']"));
    }

    [Fact]
    public async Task A_name_of_two_groups_is_refused()
    {
        await Fixture.ChangeAsync(db => db.Set<Group>()
            .Where(group => group.DisplayName == "Engineering")
            .ExecuteUpdateAsync(set => set.SetProperty(group => group.DisplayName, "Product leads"), Token));

        var page = await SubmitAsync(await OpenRoleAsync("Task.Read"), "#principal", ("value", "Product leads"));

        Assert.Contains("several objects with the name “Product leads”", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_an_app_without_a_service_principal_does_not_link_to_the_roles()
    {
        var address = $"/apps/{SeededApp.RolesAndGroups.ClientId}";
        var before = await OpenAsync(address);
        await Fixture.ChangeAsync(db => db.Set<Application>()
            .Where(app => app.ClientId == Guid.Parse(SeededApp.RolesAndGroups.ClientId))
            .ExecuteUpdateAsync(set => set.SetProperty(app => app.HasServicePrincipal, false), Token));
        var after = await OpenAsync(address);

        Assert.NotEmpty(before.Document.QuerySelectorAll("a[href*='/directory/roles/']"));
        Assert.Empty(after.Document.QuerySelectorAll("a[href*='/directory/roles/']"));
        Assert.Contains("Task.Approve", after.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?tenant=contoso.example")]
    public async Task A_role_that_does_not_exist_is_not_found(string query) => Assert.Equal(
        HttpStatusCode.NotFound, (await OpenAsync($"/roles/{Guid.Empty}{query}")).Status);

    [Fact]
    public async Task The_roles_of_another_tenants_app_are_not_shown_in_a_tenant_that_did_not_add_it()
    {
        var page = await OpenRoleAsync("Task.Approve");

        var elsewhere = await OpenAsync($"/roles/{IdOf(page)}?tenant=fabrikam.example");

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.Status);
    }

    private async Task<Page> OpenRoleAsync(string name) => await Browser.ClickAsync(
        await OpenAsync($"?tenant=contoso.example&show=roles&q={name}"), "#rows-title + table a");

    private async Task<IEnumerable<string>> RolesInTokenAsync(string account) =>
        (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, account)).IdToken.Claims
            .Where(claim => claim.Type == "roles")
            .Select(claim => claim.Value);
}
