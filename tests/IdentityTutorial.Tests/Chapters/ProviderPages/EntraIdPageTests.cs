using AzureADSignIn.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Persistence;
using Sandbox.Users;

namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>
/// Errors of Microsoft Entra ID that never reach the app: a user of chapter 1-1 meets them on a page of the provider,
/// and the page leads to the section about the error.
/// </summary>
public sealed class EntraIdPageTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    private const string WrongPassword = "a-wrong-password";
    private const string Sample = "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a";
    private const string Api = Sample + "12";
    private const string Unknown = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("AADSTS50011", SeededTenants.SignInChapter, 7999)]
    [InlineData("AADSTS500113", Api, 7999)]
    [InlineData("AADSTS700016", Unknown, 7999)]
    [InlineData("AADSTS7000112", Sample + "50", 7350)]
    public async Task A_mistake_of_the_registration_is_explained_there(string code, string clientId, int port)
    {
        await using var chapter = Start(clientId, port);

        var page = await OpenAsync(chapter);

        Assert.Equal(400, (int)page.Status);
        await ShouldExplainAsync(page, code);
    }

    [Theory]
    [InlineData("AADSTS50020", SeededTenants.Eve)]
    [InlineData("AADSTS50034", "missing@contoso.example")]
    [InlineData("AADSTS50057", "dan@contoso.example")]
    public async Task An_account_that_cannot_sign_in_is_explained_there(string code, string userName)
    {
        var page = await Browser.TypePasswordAsync(await OpenAsync(), userName);

        await ShouldExplainAsync(await Browser.FollowAsync(page), code);
        await ShouldNotBeSignedInAsync();
    }

    [Theory]
    [InlineData("AADSTS50105", Sample + "02", 7292, SeededTenants.Carol)]
    [InlineData("AADSTS53003", Sample + "09", 7299, SeededTenants.Alice)]
    [InlineData("AADSTS90072", Sample + "10", 7300, SeededTenants.Eve)]
    public async Task An_account_that_must_not_use_the_app_is_explained_there(
        string code, string clientId, int port, string userName)
    {
        await using var chapter = Start(clientId, port);

        var page = await Browser.TypePasswordAsync(await OpenAsync(chapter), userName);

        await ShouldExplainAsync(await Browser.FollowAsync(page), code);
        Assert.Null((await Browser.GetAsync(chapter.Address, from: null)).Document.QuerySelector("header .who"));
    }

    [Fact]
    public async Task A_missing_password_is_AADSTS50056() =>
        await ShouldExplainAsync(
            await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Alice, ""), "AADSTS50056");

    [Fact]
    public async Task A_wrong_password_is_AADSTS50126() =>
        await ShouldExplainAsync(
            await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Alice, WrongPassword), "AADSTS50126");

    [Fact]
    public async Task Too_many_wrong_passwords_are_AADSTS50053()
    {
        UseOwnStage();

        var page = await ProviderPage.LockAsync(Browser, await OpenAsync(), SeededTenants.Alice);

        await ShouldExplainAsync(page, "AADSTS50053");
    }

    [Fact]
    public async Task An_expired_password_is_AADSTS50055_and_the_mistakes_on_its_page_have_codes_too()
    {
        UseOwnStage();
        await ExpirePasswordAsync(SeededTenants.Bob);

        var page = await Browser.FollowAsync(await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Bob));

        await ShouldExplainAsync(page, "AADSTS50055");
        await ShouldExplainAsync(await ChangeAsync(page, WrongPassword, "Chosen-By-Me-2026"), "AADSTS120000");
        await ShouldExplainAsync(await ChangeAsync(page, SeededTenants.Password, "weak"), "AADSTS120002");
    }

    [Fact]
    public async Task A_wrong_second_factor_is_AADSTS500121()
    {
        await using var chapter = Start(Sample + "10", 7300);
        var signedIn = await Browser.PressAsync(await OpenAsync(chapter), "account", SeededTenants.Alice);
        var factor = await Browser.FollowAsync(signedIn);

        var page = await Browser.PressAsync(factor, "action", "verify", ("code", "wrong"));

        await ShouldExplainAsync(page, "AADSTS500121");
    }

    [Fact]
    public async Task A_page_of_another_browsers_sign_in_is_AADSTS50089()
    {
        var signIn = await OpenAsync();

        var page = await Stage.NewBrowser().OpenAsync(signIn.Address.AbsoluteUri);

        await ShouldExplainAsync(page, "AADSTS50089");
    }

    [Fact]
    public async Task A_sign_out_whose_address_is_not_registered_is_AADSTS50011_too()
    {
        UseOwnStage(new() { ["AzureAd:SignedOutCallbackPath"] = "/elsewhere" });
        await Browser.SignInAsync();

        await ShouldExplainAsync(await Browser.SignOutAsync(), "AADSTS50011");
    }

    private Task ShouldExplainAsync(Page page, string code) => ProviderPage.ShouldExplainAsync(page, code, Browser);

    private Task<Page> OpenAsync() => Browser.OpenAsync("/Home/Token");

    private Task<Page> OpenAsync(ChapterFactory<HomeController> chapter) =>
        Browser.OpenAsync(new Uri(chapter.Address, "/Home/Token").AbsoluteUri);

    private async Task<Page> ChangeAsync(Page page, string current, string chosen) => await Browser.FollowAsync(
        await Browser.PressAsync(page, "action", "change", ("password", current), ("newPassword", chosen)));

    private Task ExpirePasswordAsync(string userName) =>
        Stage.Platform.Services.GetRequiredService<SandboxDatabase>().ChangeAsync(
            async db => (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == userName)).MustChangePassword = true,
            TestContext.Current.CancellationToken);

    // The chapter with another registration, beside the chapter that the tests share.
    private ChapterFactory<HomeController> Start(string clientId, int port)
    {
        var chapter = new ChapterFactory<HomeController>(Stage.Network)
        {
            Address = new($"https://localhost:{port}"),
            Clock = Stage.Clock,
            Settings = new() { ["AzureAd:ClientId"] = clientId },
        };
        Stage.Network.Register(chapter.Address, () => chapter.Server.CreateHandler());
        return chapter;
    }
}
