using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Cancel, on every page of every policy.</summary>
public sealed class CancelTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    [Theory]
    [InlineData(Susi)]
    [InlineData(Custom)]
    [InlineData(Edit)]
    [InlineData(Reset)]
    public async Task The_first_page(string policy)
    {
        using var browser = fixture.NewBrowser();

        await CancelsAsync(browser, await OpenAsync(browser, Address(policy)));
    }

    [Fact]
    public async Task The_profile_page_and_the_session_lives_on()
    {
        using var browser = fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        await CancelsAsync(browser, await OpenAsync(browser, Address(Edit)));

        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(Susi, ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task The_pages_of_a_sign_up()
    {
        using var browser = fixture.NewBrowser();

        await CancelsAsync(browser, await OpenSignUpAsync(browser));
        await CancelsAsync(browser, await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", "a@customer.example")));
        await CancelsAsync(browser, await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), "b@customer.example"));
        await CancelsAsync(browser, await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), SeededTenants.Robin));
    }

    [Fact]
    public async Task The_pages_of_a_reset()
    {
        using var browser = fixture.NewBrowser();

        await CancelsAsync(browser, await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "action", "forgot"));
        await CancelsAsync(browser, await PressAsync(browser, await OpenAsync(browser, Address(Reset)), "action", "send", ("email", "a@customer.example")));
        await CancelsAsync(browser, await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey));
    }

    [Theory]
    [InlineData("glimpse", "noor.nasser")]
    [InlineData("glimpse", "casey.cole")]
    [InlineData("gitpond", "quiet-heron")]
    public async Task The_pages_after_a_social_provider(string provider, string account)
    {
        using var browser = fixture.NewBrowser();

        await CancelsAsync(browser, await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), provider, account));
    }

    private static async Task CancelsAsync(TestBrowser browser, Page page) =>
        B2CAssert.IsError(await PressAsync(browser, page, "action", "cancel"), Chapter.RedirectUri, "access_denied", 90091);
}
