using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The list of a tenant's consents.</summary>
public sealed class DirectoryConsentTests : DirectoryPageTest
{
    [Fact]
    public async Task A_consent_is_found_by_its_user_and_revoked_and_the_app_asks_again()
    {
        using var user = Fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope));
        AnswerOf(await SignInAsync(user, address));

        var list = await OpenAsync("?tenant=contoso.example&show=consents&q=ALICE@");
        var row = Assert.Single(Rows(list));
        var after = await PressAsync(
            list, "value", list.Document.QuerySelector("#rows-title + table button")!.GetAttribute("value")!);

        Assert.Contains(SeededTenants.Alice, row, StringComparison.Ordinal);
        Assert.Contains("User.Read", row, StringComparison.Ordinal);
        Assert.Contains("The consent was revoked.", after.Text, StringComparison.Ordinal);
        Assert.Contains("No name contains this text.", after.Text, StringComparison.Ordinal);
        Assert.NotNull((await EntraIdFixture.OpenAsync(user, address)).Document.QuerySelector("button[name=consent]"));
    }

    [Fact]
    public async Task Consents_of_administrators_are_listed_in_their_tenant_and_cannot_be_revoked_from_another_one()
    {
        var list = await OpenAsync("?tenant=contoso.example&show=consents&q=1-1");
        var button = list.Document.QuerySelector("#rows-title + table button")!;
        var other = await OpenAsync("?tenant=fabrikam.example");

        var refused = await SubmitAsync(
            other, "#username", ("action", "take-back"), ("value", button.GetAttribute("value")!));
        var still = await OpenAsync("?tenant=contoso.example&show=consents&q=1-1");

        Assert.Contains("An administrator, for all users", Assert.Single(Rows(list)), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Rows(list), Rows(still));
    }
}
