using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The page of a user: account, groups, roles and consents.</summary>
public sealed class DirectoryUserTests : DirectoryPageTest
{
    [Fact]
    public async Task A_disabled_account_loses_its_tokens_and_gets_its_sign_in_back()
    {
        var tokens = await Fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", Scope));
        var page = await OpenUserAsync(SeededTenants.Alice);

        var disabled = await PressAsync(page, "action", "disable");
        var refused = await Fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        var enabled = await PressAsync(disabled, "action", "enable");
        var again = await Fixture.GetTokensAsync(SeededApp.SignIn);

        Assert.Contains($"PATCH /v1.0/users/{IdOf(page)}", disabled.Text, StringComparison.Ordinal);
        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 50057);
        Assert.Contains("The account is enabled.", enabled.Text, StringComparison.Ordinal);
        Assert.NotEmpty(again["access_token"]);
    }

    [Fact]
    public async Task Groups_and_roles_are_in_the_next_token()
    {
        var page = await OpenUserAsync(SeededTenants.Carol);
        var group = Option(page, "#group", "Engineering");
        var role = page.Document.QuerySelectorAll("#role option")
            .First(option => option.TextContent.EndsWith("Sample: roles and groups", StringComparison.Ordinal));

        page = await SubmitAsync(page, "#group", ("value", group));
        page = await SubmitAsync(page, "#role", ("value", role.GetAttribute("value")!));
        var token = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;
        page = await PressAsync(page, "value", group);
        var after = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;

        Assert.Contains(token.Claims, claim => claim.Type == "groups" && claim.Value == group);
        Assert.Contains(
            token.Claims,
            claim => claim.Type == "roles" && role.TextContent.StartsWith(claim.Value, StringComparison.Ordinal));
        Assert.Contains("The user is no longer in the group.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Claims, claim => claim.Type == "groups" && claim.Value == group);
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_is_asked_for_again()
    {
        using var user = Fixture.NewBrowser();
        var before = Consents(await OpenUserAsync(SeededTenants.Alice));
        await SignInAsync(user, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope)));
        var page = await OpenUserAsync(SeededTenants.Alice);
        var consent = Assert.Single(Consents(page).Except(before));

        await PressAsync(page, "value", consent);
        var asked = await EntraIdFixture.OpenAsync(user, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope)));

        Assert.True(asked.IsConsentPage(), asked.Text);
    }

    [Fact]
    public async Task A_role_that_is_removed_is_not_in_the_next_token()
    {
        var page = await OpenUserAsync(SeededTenants.Carol);
        var role = page.Document.QuerySelectorAll("#role option")
            .First(option => option.TextContent.EndsWith("Sample: roles and groups", StringComparison.Ordinal));
        page = await SubmitAsync(page, "#role", ("value", role.GetAttribute("value")!));
        var before = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;
        var row = page.Document.QuerySelectorAll("#roles-title + table tbody tr")
            .Single(row => row.TextContent.Contains("Sample: roles and groups", StringComparison.Ordinal));

        page = await PressAsync(page, "value", row.QuerySelector("button")!.GetAttribute("value")!);
        var after = (await Fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;

        Assert.Contains(before.Claims, claim => claim.Type == "roles");
        Assert.Contains("The role is no longer assigned.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Claims, claim => claim.Type == "roles");
    }

    [Fact]
    public async Task A_deleted_user_is_no_longer_listed_and_cannot_sign_in()
    {
        var list = await OpenAsync("?tenant=contoso.example");
        await SubmitAsync(list, "#username", ("name", "Nora New"), ("username", "nora"));
        var page = await OpenUserAsync("nora@contoso.example");
        var address = page.Address.PathAndQuery;

        var deleted = await PressAsync(page, "action", "delete");
        using var user = Fixture.NewBrowser();
        var signIn = await EntraIdFixture.OpenAsync(user, AuthorizeAddress(SeededApp.SignIn));

        Assert.Equal(Address, deleted.Address.AbsolutePath);
        Assert.Contains("Nora New was deleted.", deleted.Text, StringComparison.Ordinal);
        Assert.Contains(
            "No name contains this text.",
            (await OpenAsync("?tenant=contoso.example&q=nora@contoso.example")).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync(address)).Status);
        ProtocolAssert.IsErrorPage(await user.TypePasswordAsync(signIn, "nora@contoso.example"), 50034);
    }
}
