using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Changing one's attributes and social accounts.</summary>
public sealed class EditProfileTests : IAsyncLifetime
{
    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_signed_in_customer_changes_attributes_and_the_new_token_carries_them()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        var page = await OpenAsync(browser, Address(Edit));
        Assert.Equal("Porto", SignInTests.ValueOf(page, "city"));
        var answer = await PressAsync(browser, page, "action", "save", ("displayName", "Casey C."), ("city", "Faro"), ("country", ""));

        var token = (await _fixture.RedeemAsync(answer, Edit)).IdToken;
        Assert.Equal((Edit, "Casey C.", "Faro", false), (token.GetClaim("tfp").Value, token.GetClaim("name").Value, token.GetClaim("city").Value, token.TryGetClaim("country", out _)));
        Assert.Equal("Faro", (await _fixture.RedeemAsync(await OpenAsync(browser, Address(Susi)))).IdToken.GetClaim("city").Value);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first_and_cannot_sign_up_here()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(Edit));
        Assert.True(page.IsSignInPage());
        Assert.Null(page.Document.QuerySelector("button[value=signup], button[value=forgot]"));

        page = await PressAsync(browser, page, "account", SeededTenants.Casey);

        Assert.EndsWith("/profile", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerOf(await PressAsync(browser, page, "action", "save"))["code"]);
    }

    [Fact]
    public async Task A_mistake_changes_nothing_and_keeps_what_was_typed()
    {
        using var browser = _fixture.NewBrowser();
        var page = await SignCustomerInAsync(browser, Address(Edit));

        page = await PressAsync(browser, page, "action", "save", ("displayName", " "), ("city", "Faro"));

        B2CAssert.Asks(page, 90158);
        Assert.Equal("Faro", SignInTests.ValueOf(page, "city"));
        Assert.Equal("Porto", SignInTests.ValueOf(await OpenAsync(browser, Address(Edit)), "city"));
    }

    [Fact]
    public async Task Prompt_none_cannot_edit()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        B2CAssert.IsError(await OpenAsync(browser, Address(Edit, ("prompt", "none"))), Chapter.RedirectUri, "interaction_required", 90077);
    }

    [Fact]
    public async Task A_social_account_is_linked_signs_in_and_is_unlinked()
    {
        using var browser = _fixture.NewBrowser();
        using var other = _fixture.NewBrowser();
        var page = await SignCustomerInAsync(browser, Address(Edit));

        page = await UseSocialAsync(browser, page, "gitpond", "casey-cole");
        Assert.NotNull(page.Document.QuerySelector("button[name=unlink][value='gitpond.example']"));

        var token = (await _fixture.RedeemAsync(await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "gitpond", "casey-cole"))).IdToken;
        Assert.Equal((CaseyId, "gitpond.example"), (token.Subject, token.GetClaim("idp").Value));

        page = await PressAsync(browser, page, "unlink", "gitpond.example");
        Assert.NotNull(page.Document.QuerySelector("button[name=provider][value=gitpond]"));
        using var third = _fixture.NewBrowser();
        var details = await UseSocialAsync(third, await OpenAsync(third, Address(Susi)), "gitpond", "casey-cole");
        Assert.EndsWith("/details", details.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linking_takes_effect_at_once_and_the_page_says_so_beside_the_profiles_form_and_not_in_it()
    {
        using var browser = _fixture.NewBrowser();
        var page = await SignCustomerInAsync(browser, Address(Edit));
        var links = page.Form("button[name=provider]");

        Assert.Null(links.QuerySelector("#displayName, button[name=action]"));
        Assert.Null(page.Form("#displayName").QuerySelector("button[name=provider], button[name=unlink]"));
        Assert.Contains("These buttons take effect at once", page.Text, StringComparison.Ordinal);

        B2CAssert.IsError(await PressAsync(browser, await UseSocialAsync(browser, page, "gitpond", "casey-cole"), "action", "cancel"), Chapter.RedirectUri, "access_denied", 90091);
        using var other = _fixture.NewBrowser();
        var token = (await _fixture.RedeemAsync(await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "gitpond", "casey-cole"))).IdToken;
        Assert.Equal(CaseyId, token.Subject);
    }

    [Fact]
    public async Task A_social_account_of_somebody_else_is_not_linked()
    {
        using var browser = _fixture.NewBrowser();
        var page = await SignCustomerInAsync(browser, Address(Edit));

        page = await UseSocialAsync(browser, page, "glimpse", "robin.reyes");

        B2CAssert.Asks(page, 90158);
        Assert.Contains("is already linked to another account", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("button[name=provider][value=glimpse]"));
    }

    [Fact]
    public async Task The_only_way_to_sign_in_cannot_be_unlinked()
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "noor.nasser");
        await PressAsync(browser, page, "action", "create");

        page = await PressAsync(browser, await OpenAsync(browser, Address(Edit)), "unlink", "glimpse.example");

        B2CAssert.Asks(page, 90158);
        Assert.NotNull(page.Document.QuerySelector("button[name=unlink][value='glimpse.example']"));
    }
}
