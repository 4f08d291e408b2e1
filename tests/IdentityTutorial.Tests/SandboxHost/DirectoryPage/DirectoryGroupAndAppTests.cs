using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The pages of a group and of an app.</summary>
public sealed class DirectoryGroupAndAppTests : DirectoryPageTest
{
    [Fact]
    public async Task A_group_gets_a_member_and_names_one_that_is_unknown()
    {
        var page = await OpenGroupAsync("engineering");

        var unknown = await SubmitAsync(page, "#member", ("value", "nobody@contoso.example"));
        var added = await SubmitAsync(page, "#member", ("value", SeededTenants.Carol));
        var twice = await SubmitAsync(page, "#member", ("value", SeededTenants.Carol));

        Assert.Contains("no user with the name “nobody@contoso.example”", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("is in the group", added.Text, StringComparison.Ordinal);
        Assert.Contains("already exist", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_app_gets_no_tokens_whatever_scenario_is_on()
    {
        await using var down = await RunningScenario.StartAsync(Fixture.Sandbox, "graph-down");
        var page = await OpenAsync($"/apps/{SeededApp.SignIn.ClientId}");

        page = await PressAsync(page, "action", "disable");
        using var user = Fixture.NewBrowser();

        Assert.Contains("PATCH /v1.0/servicePrincipals/", page.Text, StringComparison.Ordinal);
        ProtocolAssert.IsErrorPage(await user.GetAsync(AuthorizeAddress(SeededApp.SignIn)), 7000112);
        await PressAsync(page, "action", "enable");
        Assert.NotEmpty((await Fixture.GetTokensAsync(SeededApp.SignIn))["id_token"]);
    }

    [Fact]
    public async Task A_member_who_is_removed_has_the_group_in_no_further_token()
    {
        var page = await SubmitAsync(
            await OpenGroupAsync("engineering"), "#member", ("value", SeededTenants.Carol));
        var group = IdOf(page);
        var before = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;
        var row = page.Document.QuerySelectorAll("#members-title + table tbody tr")
            .Single(row => row.TextContent.Contains(SeededTenants.Carol, StringComparison.Ordinal));

        page = await PressAsync(page, "value", row.QuerySelector("button")!.GetAttribute("value")!);
        var after = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;

        Assert.Contains(before.Claims, claim => claim.Type == "groups" && claim.Value == group);
        Assert.Contains("The user is no longer in the group.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SeededTenants.Carol, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Claims, claim => claim.Type == "groups" && claim.Value == group);
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_on_the_page_of_the_app_is_asked_for_again()
    {
        using var user = Fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope));
        await SignInAsync(user, address);
        var page = await OpenAsync($"/apps/{SeededApp.AsksForConsent.ClientId}");
        var consent = Assert.Single(Consents(page));

        page = await PressAsync(page, "value", consent);
        var asked = await EntraIdFixture.OpenAsync(user, address);

        Assert.Contains("The consent was revoked.", page.Text, StringComparison.Ordinal);
        Assert.Empty(Consents(page));
        Assert.True(asked.IsConsentPage(), asked.Text);
    }
}
