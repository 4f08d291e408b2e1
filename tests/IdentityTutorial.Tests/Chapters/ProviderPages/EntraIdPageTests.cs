using AzureADSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>
/// Errors of Microsoft Entra ID that never reach the app: a user of chapter 1-1 meets them on a page of the provider,
/// and the page leads to the section about the error.
/// </summary>
public sealed class EntraIdPageTests
{
    private const string WrongPassword = "a-wrong-password";
    private const string Sample = "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a";
    private const string Api = Sample + "12";
    private const string Unknown = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("AADSTS50011", SeededTenants.SignInChapter, 7999)]
    [InlineData("AADSTS500113", Api, 7111)]
    [InlineData("AADSTS700016", Unknown, 7111)]
    [InlineData("AADSTS7000112", Sample + "50", 7350)]
    public async Task A_mistake_of_the_registration_is_explained_there(string code, string clientId, int port)
    {
        await using var stage = Start(clientId, port);

        await ProviderPage.ShouldExplainAsync(await OpenAsync(stage), code, stage.Browser);
    }

    [Theory]
    [InlineData("AADSTS50020", SeededTenants.SignInChapter, 7111, SeededTenants.Eve)]
    [InlineData("AADSTS50034", SeededTenants.SignInChapter, 7111, "missing@contoso.example")]
    [InlineData("AADSTS50057", SeededTenants.SignInChapter, 7111, "dan@contoso.example")]
    [InlineData("AADSTS50105", Sample + "02", 7292, SeededTenants.Carol)]
    [InlineData("AADSTS53003", Sample + "09", 7299, SeededTenants.Alice)]
    [InlineData("AADSTS90072", Sample + "10", 7300, SeededTenants.Eve)]
    public async Task An_account_that_cannot_sign_in_is_explained_there(
        string code, string clientId, int port, string userName)
    {
        await using var stage = Start(clientId, port);

        var page = await stage.Browser.TypePasswordAsync(await OpenAsync(stage), userName);

        await ProviderPage.ShouldExplainAsync(await stage.Browser.FollowAsync(page), code, stage.Browser);
    }

    [Fact]
    public async Task A_wrong_password_is_AADSTS50126()
    {
        await using var stage = Start(SeededTenants.SignInChapter, 7111);

        var page = await stage.Browser.TypePasswordAsync(await OpenAsync(stage), SeededTenants.Alice, WrongPassword);

        await ProviderPage.ShouldExplainAsync(page, "AADSTS50126", stage.Browser);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_are_AADSTS50053()
    {
        await using var stage = Start(SeededTenants.SignInChapter, 7111);

        var page = await ProviderPage.LockAsync(stage.Browser, await OpenAsync(stage), SeededTenants.Alice);

        await ProviderPage.ShouldExplainAsync(page, "AADSTS50053", stage.Browser);
    }

    [Fact]
    public async Task A_wrong_second_factor_is_AADSTS500121()
    {
        await using var stage = Start(Sample + "10", 7300);
        var signedIn = await stage.Browser.PressAsync(await OpenAsync(stage), "account", SeededTenants.Alice);
        var factor = await stage.Browser.FollowAsync(signedIn);

        var page = await stage.Browser.PressAsync(factor, "action", "verify", ("code", "wrong"));

        await ProviderPage.ShouldExplainAsync(page, "AADSTS500121", stage.Browser);
    }

    [Fact]
    public async Task A_page_of_another_browsers_sign_in_is_AADSTS50089()
    {
        await using var stage = Start(SeededTenants.SignInChapter, 7111);
        var signIn = await OpenAsync(stage);

        var page = await ProviderPage.OpenElsewhereAsync(stage, signIn);

        await ProviderPage.ShouldExplainAsync(page, "AADSTS50089", stage.Browser);
    }

    [Fact]
    public async Task A_sign_out_whose_address_is_not_registered_is_AADSTS50011_too()
    {
        await using var stage = new SignInStage<HomeController>(
            new() { ["AzureAd:SignedOutCallbackPath"] = "/elsewhere" });
        await stage.Browser.SignInAsync();

        await ProviderPage.ShouldExplainAsync(await stage.Browser.SignOutAsync(), "AADSTS50011", stage.Browser);
    }

    private static SignInStage<HomeController> Start(string clientId, int port) =>
        new(new() { ["AzureAd:ClientId"] = clientId }, address: new($"https://localhost:{port}"));

    private static Task<Page> OpenAsync(SignInStage<HomeController> stage) => stage.Browser.OpenAsync("/Home/Token");
}
