using AzureADB2CSignIn.Controllers;
using IdentityTutorial.Tests.Chapters.UserFlows;

namespace IdentityTutorial.Tests.Chapters.ProviderPages;

/// <summary>
/// Errors of External ID that never reach the app: a customer of chapter 1-2 meets them on a page of the external tenant,
/// and the page leads to the section about the error.
/// </summary>
public sealed class ExternalIdPageTests(ExternalIdTests.ExternalIdStage shared) : IClassFixture<ExternalIdTests.ExternalIdStage>
{
    private TestBrowser Browser { get; } = shared.Stage.BeginTest();

    [Fact]
    public async Task A_missing_password_is_AADSTS50056() =>
        await ShouldExplainAsync(await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Casey, ""), "AADSTS50056");

    [Fact]
    public async Task A_new_password_for_an_unknown_address_is_AADSTS50034()
    {
        const string email = "unknown@customer.example";
        var reset = await Browser.ClickAsync(await OpenAsync(), "Forgot your password?");
        var page = await Browser.FollowAsync(await Browser.PressAsync(reset, "action", "send", ("email", email)));

        page = await Browser.FollowAsync(await Browser.PressAsync(
            page, "action", "reset",
            ("verificationCode", await Browser.FindCodeAsync(email)), ("newPassword", CustomerPages.Password)));

        await ShouldExplainAsync(page, "AADSTS50034");
    }

    [Fact]
    public async Task A_wrong_password_is_AADSTS50126() =>
        await ShouldExplainAsync(
            await Browser.TypePasswordAsync(await OpenAsync(), SeededTenants.Casey, "a-wrong-password"), "AADSTS50126");

    [Fact]
    public async Task A_wrong_verification_code_is_AADSTS50181()
    {
        const string email = "wrong-code@customer.example";
        var page = await SendAsync(email);
        var wrong = await Browser.FindCodeAsync(email) == "000000" ? "000001" : "000000";

        await ShouldExplainAsync(await CreateAsync(page, wrong, CustomerPages.Password), "AADSTS50181");
    }

    [Fact]
    public async Task A_weak_password_at_sign_up_is_AADSTS1003001()
    {
        const string email = "weak@customer.example";
        var page = await SendAsync(email);

        page = await CreateAsync(page, await Browser.FindCodeAsync(email), "weak");

        await ShouldExplainAsync(page, "AADSTS1003001");
    }

    [Fact]
    public async Task An_address_that_has_signed_up_is_AADSTS1003037()
    {
        var page = await SendAsync(SeededTenants.Casey);

        page = await CreateAsync(page, await Browser.FindCodeAsync(SeededTenants.Casey), CustomerPages.Password);

        await ShouldExplainAsync(page, "AADSTS1003037");
    }

    private Task ShouldExplainAsync(Page page, string code) => ProviderPage.ShouldExplainAsync(page, code, Browser);

    private Task<Page> OpenAsync() => Browser.OpenAsync("/Home/Token");

    private async Task<Page> SendAsync(string email)
    {
        var signUp = await Browser.ClickAsync(await OpenAsync(), "Create an account");
        return await Browser.FollowAsync(await Browser.PressAsync(signUp, "action", "send", ("email", email)));
    }

    private async Task<Page> CreateAsync(Page page, string code, string password) =>
        await Browser.FollowAsync(await Browser.PressAsync(
            page, "action", "create",
            ("verificationCode", code), ("newPassword", password), ("displayName", "Nora Lind")));
}
