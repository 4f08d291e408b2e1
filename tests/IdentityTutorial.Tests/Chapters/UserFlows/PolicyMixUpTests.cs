using System.Net;
using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Tokens that are genuine and still not what was asked for: of another policy, or of another person.</summary>
public sealed class PolicyMixUpTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task A_sign_in_that_brings_another_policys_token_signs_nobody_in()
    {
        await Stage.RestartChapterAsync(); // the chapter reads the keys with the forger's among them
        using var forger = new IdTokenForger();
        using var keys = forger.TrustedBy(Stage.Backchannel);

        await Table.ShouldHoldAsync<string?>(["B2C_1_edit_profile", "B2C_1A_SIGNUP_SIGNIN", "", null], async policy =>
        {
            var browser = Stage.NewBrowser();
            using var forged = forger.ChangeClaims(Stage.Backchannel, payload => payload["tfp"] = policy);

            var page = await browser.SignInAsync();

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains("The ID token is from another policy", page.Text, StringComparison.Ordinal);
            await ShouldNotBeSignedInAsync(browser);
        });
    }

    [Fact]
    public async Task An_edit_that_brings_the_token_of_a_sign_in_changes_nothing()
    {
        await Stage.RestartChapterAsync();
        await SignInAsCaseyAsync();
        var before = Session;
        using var forger = new IdTokenForger();
        using var keys = Forge(forger);
        using var forged = forger.ChangeClaims(Stage.Backchannel, payload => (payload["acr"], payload["tfp"]) = (null, "B2C_1_susi"));

        var page = await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        Assert.Contains("The ID token is from another policy", page.Text, StringComparison.Ordinal);
        await ShouldStillBeCaseyAsync(before);
    }

    [Fact]
    public async Task The_case_of_a_policys_name_does_not_matter()
    {
        await Stage.RestartChapterAsync();
        using var forger = new IdTokenForger();
        using var keys = forger.TrustedBy(Stage.Backchannel);

        await Table.ShouldHoldAsync(["b2c_1_SUSI", "B2C_1_SUSI"], async policy =>
        {
            using var forged = forger.ChangeClaims(Stage.Backchannel, payload => payload["tfp"] = policy);

            ShouldBe("Casey Cole", await Stage.NewBrowser().SignInAsync());
        });
    }

    [Fact]
    public async Task A_run_that_ends_with_another_account_is_refused_and_the_session_stays()
    {
        await SignInAsCaseyAsync();
        var before = Session;
        ForgetAtTheProvider();
        var signIn = await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        var page = await Browser.FinishSignInAsync(signIn, SeededTenants.Robin);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("You finished with another account", page.Text, StringComparison.Ordinal);
        Assert.Equal(["/"], page.Document.QuerySelectorAll("main .actions a").Select(link => link.GetAttribute("href")));
        Assert.False(page.Document.QuerySelector("main .actions a")!.ClassList.Contains("quiet"));
        await ShouldStillBeCaseyAsync(before);
    }

    [Fact]
    public async Task A_plain_sign_in_may_change_the_account()
    {
        await SignInAsCaseyAsync();
        ForgetAtTheProvider();

        ShouldBe("Robin Reyes", await Browser.SignInAsync(SeededTenants.Robin));
    }

    [Fact]
    public async Task The_code_of_each_policy_goes_to_its_own_token_endpoint()
    {
        await SignInAsCaseyAsync();
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        Assert.Equal(
            ["b2c_1_susi", "b2c_1a_signup_signin"],
            Calls.Where(exchange => Endpoints.Token(exchange.Address)).Select(exchange => exchange.Address.Segments[2].TrimEnd('/')),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Publishes the forger's key, and has the chapter read the custom policy's keys with it.</summary>
    private IDisposable Forge(IdTokenForger forger) => forger.TrustedBy(Stage.Backchannel);

    /// <summary>Ends the session at the provider only, as when it ran out.</summary>
    private void ForgetAtTheProvider()
    {
        foreach (var cookie in Browser.Cookies.All.Where(cookie => cookie.Name.ToString().Contains("sandbox", StringComparison.Ordinal)).ToList())
        {
            Browser.Cookies.Delete(cookie.Name.ToString());
        }
    }
}
