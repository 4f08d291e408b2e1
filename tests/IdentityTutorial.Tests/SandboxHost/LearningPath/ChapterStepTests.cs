using System.Net;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.Chapters.UserFlows;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ManagedIdentities;
using IdentityTutorial.Tests.TestKit;

namespace IdentityTutorial.Tests.SandboxHost.LearningPath;

/// <summary>Each step of a chapter is ticked off when a learner does it, and not before.</summary>
public sealed class ChapterStepTests
{
    [Fact]
    public async Task Each_step_of_chapter_1_1_is_ticked_off_when_it_is_done()
    {
        await using var path = new PathStage<AzureADSignIn.Controllers.HomeController>("1-1");
        var browser = path.Browser;

        var page = await browser.ClickAsync(await browser.GetAsync("/"), "Sign in");
        await path.ShouldTickOffAsync("sign-in");
        await browser.ContinueAsync(await browser.PressAsync(page, "account", SeededTenants.Alice));
        await path.ShouldTickOffAsync("sign-in", "alice");
        await browser.SignOutAsync();
        await path.ShouldTickOffAsync("sign-in", "alice", "sign-out");
        await SignInAtAsync(browser, "/Home/Members", SeededTenants.Alice);
        await path.ShouldTickOffAsync("sign-in", "alice", "sign-out", "protected-page");
        await browser.SignOutAsync();
        page = await browser.ClickAsync(await browser.GetAsync("/"), "Sign in");
        await browser.ContinueAsync(await browser.PressAsync(page, "action", "cancel"));
        await path.ShouldTickOffAsync("sign-in", "alice", "sign-out", "protected-page", "cancel");
    }

    [Fact]
    public async Task Each_step_of_chapter_1_2_is_ticked_off_when_it_is_done()
    {
        await using var path = new PathStage<AzureADB2CSignIn.Controllers.HomeController>("1-2");
        var browser = path.Browser;

        await browser.SignUpAsync("noa@customer.example", "Noa North");
        await path.ShouldTickOffAsync("sign-up");
        var page = await browser.OpenAsync("/MicrosoftIdentity/Account/EditProfile");
        await browser.ContinueAsync(await browser.PressAsync(page, "action", "cancel"));
        await path.ShouldTickOffAsync("sign-up", "cancel");
        page = await browser.OpenAsync("/MicrosoftIdentity/Account/EditProfile");
        await browser.ContinueAsync(await browser.PressAsync(page, "action", "save", ("displayName", "Noa South")));
        await path.ShouldTickOffAsync("sign-up", "edit-profile", "cancel");
        page = await browser.OpenAsync("/MicrosoftIdentity/Account/ResetPassword");
        page = await browser.ProveMailboxAsync(page, "noa@customer.example");
        await browser.ContinueAsync(
            await browser.PressAsync(page, "action", "continue", ("newPassword", CustomerPages.Password + "!")));
        await path.ShouldTickOffAsync("sign-up", "edit-profile", "cancel", "reset-password");
        await browser.OpenAsync(
            "/MicrosoftIdentity/Account/Challenge?policy=B2C_1A_SIGNUP_SIGNIN&redirectUri=%2FHome%2FCompare");
        await path.ShouldTickOffAsync("sign-up", "edit-profile", "cancel", "reset-password", "custom-policy");
        using var other = path.Stage.NewBrowser();
        page = await other.OpenAsync("/Home/Profile");
        page = await other.FollowAsync(await other.PressAsync(page, "provider", "glimpse"));
        page = await other.PressAsync(page, "account", "noor.nasser");
        await other.ClickAsync(page, "a.button");
        await path.ShouldTickOffAsync(
            "sign-up", "edit-profile", "cancel", "reset-password", "custom-policy", "social-account");
    }

    [Fact]
    public async Task A_policy_in_the_query_of_an_address_counts_as_well()
    {
        await using var path = new PathStage<AzureADB2CSignIn.Controllers.HomeController>("1-2");
        var sandbox = new EntraIdFixture(path.Stage.Platform);
        using var browser = sandbox.NewBrowser();
        const string Endpoint = $"/{SeededTenants.B2CDomain}/oauth2/v2.0";
        const string Policy = $"p={B2CFixture.Custom}";
        var parameters = new Uri(SandboxFactory.Address, B2CFixture.Address(B2CFixture.Custom)).Query.TrimStart('?');
        var answer = await B2CFixture.SignCustomerInAsync(browser, $"{Endpoint}/authorize?{Policy}&{parameters}");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Endpoint}/token?{Policy}")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = B2CFixture.Chapter.ClientId,
                ["client_secret"] = SeededApp.Secret,
                ["redirect_uri"] = B2CFixture.Chapter.RedirectUri,
                ["code"] = EntraIdFixture.AnswerOf(answer)["code"],
            }),
        };
        var tokens = await sandbox.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        await path.ShouldTickOffAsync("custom-policy");
    }

    [Fact]
    public async Task The_address_of_a_page_that_a_policy_does_not_have_ticks_off_nothing()
    {
        await using var path = new PathStage<AzureADB2CSignIn.Controllers.HomeController>("1-2");
        using var browser = new EntraIdFixture(path.Stage.Platform).NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, B2CFixture.Address(B2CFixture.Edit));

        var redirect = await browser.GetAsync(new Uri(page.Address, "signup"), page.Address);
        Assert.EndsWith("/next", redirect.Location!.AbsolutePath, StringComparison.Ordinal);
        await browser.PressAsync(page, "action", "cancel");

        await path.ShouldTickOffAsync("cancel");
    }

    [Fact]
    public async Task Each_step_of_chapter_2_1_is_ticked_off_when_it_is_done()
    {
        await using var path = new PathStage<CallMicrosoftGraph.Controllers.HomeController>("2-1");
        var browser = path.Browser;

        await browser.SignInAsync(SeededTenants.Alice);
        await browser.OpenAsync("/profile");
        await browser.PressAsync(await browser.GetAsync("/TokenCache"), "what", "refresh");
        await path.ShouldTickOffAsync("token-cache");
        await browser.SignOutAsync();
        await browser.SignInAsync(SeededTenants.Bob);
        await browser.OpenAsync("/profile");
        await path.ShouldTickOffAsync("profiles", "token-cache");
        var question = await browser.OpenAsync("/people");
        await browser.ContinueAsync(await browser.PressAsync(question, "consent", "decline"));
        await path.ShouldTickOffAsync("profiles", "decline", "token-cache");
        question = await browser.OpenAsync("/people");
        await browser.ContinueAsync(await browser.PressAsync(question, "consent", "accept"));
        await path.ShouldTickOffAsync("profiles", "decline", "accept", "token-cache");
        await path.Stage.RestartChapterAsync();
        await browser.OpenAsync("/profile");
        await path.ShouldTickOffAsync("profiles", "decline", "accept", "token-cache", "restart");
        await using (await RunningScenario.StartAsync(path.Stage.Platform, $"revoke-sessions?user={SeededTenants.Bob}"))
        {
            await browser.OpenAsync("/profile");
        }

        await path.ShouldTickOffAsync("profiles", "decline", "accept", "token-cache", "restart", "revoke-sessions");
        using var other = path.Stage.NewBrowser();
        await SignInAtAsync(other, "/administration", SeededTenants.Alice);
        await path.ShouldTickOffAsync(
            "profiles", "decline", "accept", "token-cache", "administration", "restart", "revoke-sessions");
        await using (await RunningScenario.StartAsync(path.Stage.Platform, "graph-throttle?count=20"))
        {
            await other.OpenAsync("/profile");
        }

        await path.ShouldTickOffAsync(
            "profiles", "decline", "accept", "token-cache", "administration", "restart", "revoke-sessions", "throttle");
    }

    // A chapter in this process has a secret, because the settings of a managed identity are variables of the whole process.
    // So the test sends what the chapter sends when it runs alone.
    [Fact]
    public async Task The_step_of_chapter_3_1_is_ticked_off_when_the_app_proves_its_identity_without_a_secret()
    {
        await using var path = new PathStage<DeployToAppService.Controllers.HomeController>("3-1");
        var sandbox = new EntraIdFixture(path.Stage.Platform);
        var app = new SeededApp("3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a31", "https://localhost:7131/signin-oidc");
        var identity = await IdentityEndpoint.AskAsync(
            sandbox, $"resource={IdentityEndpoint.ExchangeResource}&client_id={IdentityEndpoint.ChapterClient}");
        var code = await sandbox.GetCodeAsync(app);
        await path.ShouldTickOffAsync();

        var answer = await sandbox.RedeemAsync(
            app,
            code,
            ("client_secret", ""),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", identity["access_token"]));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await path.ShouldTickOffAsync("managed-identity");
    }

    private static async Task SignInAtAsync(TestBrowser browser, string address, string account)
    {
        var page = await browser.OpenAsync(address);
        await browser.ContinueAsync(await browser.PressAsync(page, "account", account));
    }
}
