using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>
/// Errors of Azure AD B2C that never reach the app: a customer of chapter 1-2 meets them on a page of a policy, and the
/// page leads to the section about the error.
/// </summary>
public sealed class PolicyPageTests
{
    [Theory]
    [InlineData("AADB2C90006", "e1b9a2a2-1673-48ee-814f-731467d8ad06")]
    [InlineData("AADB2C90068", "11111111-2222-3333-4444-555555555555")]
    public async Task A_mistake_of_the_registration_is_explained_there(string code, string clientId)
    {
        await using var stage = new SignInStage<HomeController>(new() { ["AzureAd:ClientId"] = clientId });

        await ProviderPage.ShouldExplainAsync(await OpenAsync(stage), code, stage.Browser);
    }

    [Fact]
    public async Task A_wrong_password_is_AADB2C90054()
    {
        await using var stage = new SignInStage<HomeController>();

        var signIn = await OpenAsync(stage);

        var page = await stage.Browser.TypePasswordAsync(signIn, SeededTenants.Casey, "a-wrong-password");

        await ProviderPage.ShouldExplainAsync(page, "AADB2C90054", stage.Browser);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_are_AADB2C90114()
    {
        await using var stage = new SignInStage<HomeController>();

        var page = await ProviderPage.LockAsync(stage.Browser, await OpenAsync(stage), SeededTenants.Casey);

        await ProviderPage.ShouldExplainAsync(page, "AADB2C90114", stage.Browser);
    }

    [Fact]
    public async Task A_page_of_a_finished_sign_in_is_AADB2C90046()
    {
        await using var stage = new SignInStage<HomeController>();
        var signIn = await OpenAsync(stage);
        await stage.Browser.FinishSignInAsync(signIn);

        var page = await stage.Browser.OpenAsync(signIn.Address.AbsoluteUri);

        await ProviderPage.ShouldExplainAsync(page, "AADB2C90046", stage.Browser);
    }

    [Fact]
    public async Task A_page_of_another_browsers_sign_in_is_AADB2C90212()
    {
        await using var stage = new SignInStage<HomeController>();
        var signIn = await OpenAsync(stage);

        var page = await ProviderPage.OpenElsewhereAsync(stage, signIn);

        await ProviderPage.ShouldExplainAsync(page, "AADB2C90212", stage.Browser);
    }

    private static Task<Page> OpenAsync(SignInStage<HomeController> stage) => stage.Browser.OpenAsync("/Home/Token");
}
