using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>
/// Mistakes in the B2C app registration that only the provider can find. Each test starts the chapter with settings of
/// its own.
/// </summary>
public sealed class RegistrationMistakeTests(ChapterStage<HomeController> shared) : ChapterTests<HomeController>(shared)
{
    [Fact]
    public async Task A_wrong_secret_is_explained_at_the_app()
    {
        await Stage.RestartChapterAsync(new() { ["AzureAd:ClientCredentials:0:ClientSecret"] = "a-wrong-secret" });

        var page = await Browser.SignInAsync();

        Assert.Equal(400, (int)page.Status);
        Assert.Equal("AADB2C90081", page.Document.QuerySelector(".problem .eyebrow code")!.TextContent);
        Assert.Contains("The client secret is wrong", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ID_token_straight_from_the_authorization_endpoint_is_not_allowed()
    {
        await Stage.RestartChapterAsync(new() { ["AzureAd:ResponseType"] = "id_token" });

        var page = await Browser.OpenAsync("/Home/Token");

        Assert.Equal(400, (int)page.Status);
        Assert.Equal("AADB2C90057", page.Document.QuerySelector(".problem .eyebrow code")!.TextContent);
    }

    [Fact]
    public async Task A_policy_that_the_tenant_does_not_have_is_the_providers_failure_and_the_session_stays()
    {
        await Stage.RestartChapterAsync(new() { ["AzureAd:EditProfilePolicyId"] = "B2C_1_no_such_policy" });
        await Browser.SignInAsync();

        var page = await Browser.OpenAsync("/MicrosoftIdentity/Account/EditProfile");

        Assert.InRange((int)page.Status, 502, 503);
        Assert.Contains("IDX20803", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await Browser.GetAsync("/")).Document.QuerySelector("header .who"));
    }
}
