using AzureADB2CSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.UserFlows;

namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>
/// Errors of Azure AD B2C that never reach the app: a customer of chapter 1-2 meets them on a page of a policy, and the
/// page leads to the section about the error.
/// </summary>
public sealed class PolicyPageTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    [Theory]
    [InlineData("AADB2C90006", "e1b9a2a2-1673-48ee-814f-731467d8ad06")]
    [InlineData("AADB2C90068", "11111111-2222-3333-4444-555555555555")]
    public async Task A_mistake_of_the_registration_is_explained_there(string code, string clientId)
    {
        UseOwnStage(new() { ["AzureAd:ClientId"] = clientId });

        var page = await OpenAsync();

        Assert.Equal(400, (int)page.Status);
        await ShouldExplainAsync(page, code);
    }

    [Fact]
    public async Task A_wrong_password_is_AADB2C90054() =>
        await ShouldExplainAsync(
            await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Casey, "a-wrong-password"), "AADB2C90054");

    [Fact]
    public async Task Too_many_wrong_passwords_are_AADB2C90114()
    {
        UseOwnStage();

        var page = await ProviderPage.LockAsync(Browser, await OpenAsync(), SeededTenants.Casey);

        await ShouldExplainAsync(page, "AADB2C90114");
    }

    [Fact]
    public async Task An_address_that_has_signed_up_is_AADB2C90001()
    {
        var page = await Browser.ProveMailboxAsync(await OpenSignUpAsync(), SeededTenants.Casey);

        await ShouldExplainAsync(page, "AADB2C90001");
    }

    [Fact]
    public async Task Wrong_verification_codes_are_AADB2C90159_and_in_the_end_AADB2C90157()
    {
        const string email = "wrong-codes@customer.example";
        var page = await SendAsync(await OpenSignUpAsync(), ("email", email));
        var wrong = await Browser.FindCodeAsync(email) == "000000" ? "000001" : "000000";

        page = await VerifyAsync(page, wrong);
        await ShouldExplainAsync(page, "AADB2C90159");

        for (var again = 0; again < 4; again++)
        {
            page = await VerifyAsync(page, wrong);
        }

        await ShouldExplainAsync(page, "AADB2C90157");
    }

    [Fact]
    public async Task Too_many_verification_codes_are_AADB2C90244()
    {
        var page = await SendAsync(await OpenSignUpAsync(), ("email", "many-codes@customer.example"));
        for (var again = 0; again < 5; again++)
        {
            page = await SendAsync(page);
        }

        await ShouldExplainAsync(page, "AADB2C90244");
    }

    [Fact]
    public async Task A_weak_password_at_sign_up_is_AADB2C90158()
    {
        var details = await Browser.ProveMailboxAsync(await OpenSignUpAsync(), "weak@customer.example");

        var page = await Browser.PressAsync(
            details, "action", "create", ("newPassword", "weak"), ("displayName", "Wes Weak"));

        await ShouldExplainAsync(page, "AADB2C90158");
    }

    [Fact]
    public async Task A_social_account_without_a_profile_is_AADB2C90053()
    {
        await Browser.SignInAsync();
        // With its session the provider would know the customer, and would not ask for an account.
        Browser.Cookies.Delete("__Host-sandbox");
        var signIn = await Browser.OpenAsync("/MicrosoftIdentity/Account/EditProfile");
        var choice = await Browser.FollowAsync(await Browser.PressAsync(signIn, "provider", "glimpse"));

        var chosen = await Browser.PressAsync(choice, "account", "noor.nasser");
        var page = await Browser.FollowAsync(await Browser.GetAsync(chosen.Link("Continue"), chosen.Address));

        await ShouldExplainAsync(page, "AADB2C90053");
    }

    [Fact]
    public async Task A_page_of_a_finished_sign_in_is_AADB2C90046()
    {
        var signIn = await OpenAsync();
        await Browser.FinishSignInAsync(signIn);

        var page = await Browser.OpenAsync(signIn.Address.AbsoluteUri);

        await ShouldExplainAsync(page, "AADB2C90046");
    }

    [Fact]
    public async Task A_page_of_another_browsers_sign_in_is_AADB2C90212()
    {
        var signIn = await OpenAsync();

        var page = await Stage.NewBrowser().OpenAsync(signIn.Address.AbsoluteUri);

        await ShouldExplainAsync(page, "AADB2C90212");
    }

    private Task ShouldExplainAsync(Page page, string code) => ProviderPage.ShouldExplainAsync(page, code, Browser);

    private Task<Page> OpenAsync() => Browser.OpenAsync("/Home/Token");

    private async Task<Page> OpenSignUpAsync() =>
        await Browser.FollowAsync(await Browser.PressAsync(await OpenAsync(), "action", "signup"));

    private async Task<Page> SendAsync(Page page, params IEnumerable<(string Name, string Value)> fields) =>
        await Browser.FollowAsync(await Browser.PressAsync(page, "action", "send", fields));

    private async Task<Page> VerifyAsync(Page page, string code) =>
        await Browser.FollowAsync(await Browser.PressAsync(page, "action", "verify", ("verificationCode", code)));
}
