using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>The page that runs a user flow and a custom policy and shows what differs.</summary>
public sealed class ComparisonTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task A_sign_in_counts_as_a_run_of_the_user_flow_and_the_other_is_offered()
    {
        await SignInAsCaseyAsync();

        var page = await Browser.GetAsync("/Home/Compare");

        Assert.Contains("Run B2C_1A_SIGNUP_SIGNIN as well", page.Text, StringComparison.Ordinal);
        Assert.Contains("It ran on", Card(page, "left"), StringComparison.Ordinal);
        Assert.Contains("It has not run in this session.", Card(page, "right"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("table"));
    }

    [Fact]
    public async Task Both_tokens_claims_stand_side_by_side_and_what_differs_is_marked()
    {
        await SignInAsCaseyAsync();

        var page = await Browser.ClickAsync(await Browser.GetAsync("/Home/Compare"), "Run B2C_1A_SIGNUP_SIGNIN");

        Assert.Equal("/Home/Compare", page.Address.PathAndQuery);
        var rows = page.Document.QuerySelectorAll(".compare tbody tr").ToDictionary(
            row => row.QuerySelector("th code")!.TextContent,
            row => (Mark: row.QuerySelector(".mark")!.TextContent, Left: row.Children[1].TextContent.Trim(), Right: row.Children[2].TextContent.Trim()));
        Assert.Equal(("only in B2C_1_susi", "B2C_1_susi", ""), rows["tfp"]);
        Assert.Equal(("only in B2C_1A_SIGNUP_SIGNIN", "", "b2c_1a_signup_signin"), rows["acr"]);
        Assert.Equal("only in B2C_1A_SIGNUP_SIGNIN", rows["loyaltyNumber"].Mark);
        Assert.NotEmpty(rows["loyaltyTier"].Right);
        Assert.Equal("the same", rows["sub"].Mark);
        Assert.Equal(rows["oid"].Left, rows["oid"].Right);
        Assert.DoesNotContain("eyJ", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_policy_says_when_it_ran()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        Stage.Clock.Advance(TimeSpan.FromMinutes(4));

        var page = await Browser.ClickAsync(await Browser.GetAsync("/Home/Compare"), "Run B2C_1A_SIGNUP_SIGNIN");

        Assert.Contains("UTC, 4 minutes ago.", Card(page, "left"), StringComparison.Ordinal);
        Assert.Contains("UTC, now.", Card(page, "right"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("session ran out")]
    public async Task A_run_of_an_earlier_session_is_not_shown(string end)
    {
        await SignInAsCaseyAsync();
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));
        if (end is "signed out")
        {
            await Browser.SignOutAsync();
        }
        else
        {
            Browser.Cookies.Delete(SessionCookie);
        }

        await SignInAsCaseyAsync();
        var page = await Browser.GetAsync("/Home/Compare");

        Assert.Contains("It has not run in this session.", Card(page, "right"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("table"));
    }

    [Fact]
    public async Task A_run_in_another_browser_is_not_shown()
    {
        await SignInAsCaseyAsync();
        var other = Stage.NewBrowser();
        await other.SignInAsync();
        await other.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        Assert.Contains("It has not run in this session.", Card(await Browser.GetAsync("/Home/Compare"), "right"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_custom_policy_the_profile_names_it()
    {
        await SignInAsCaseyAsync();
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        var profile = await Browser.GetAsync("/Home/Profile");

        Assert.Contains("b2c_1a_signup_signin, a custom policy", profile.Text, StringComparison.Ordinal);
        Assert.Contains("loyaltyNumber", profile.Text, StringComparison.Ordinal);
        Assert.InRange(SessionCookie.Length + 1 + Session.Length, 500, 4096);
    }

    [Fact]
    public async Task Nobody_sees_what_was_said_about_somebody_else()
    {
        await SignInAsCaseyAsync();
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));
        var other = Stage.NewBrowser();
        await other.SignInAsync(SeededTenants.Robin);

        var page = await other.GetAsync("/Home/Compare");

        Assert.Contains("Run B2C_1A_SIGNUP_SIGNIN as well", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Casey", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_custom_policy_there_is_nothing_to_compare()
    {
        UseOwnStage(new() { ["AzureAd:CustomPolicyId"] = "" });
        var home = await Browser.SignInAsync();

        Assert.DoesNotContain("/Home/Compare", home.Html, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await Browser.GetAsync("/Home/Compare")).Status);
    }

    /// <summary>What the page says about one of the two policies.</summary>
    private static string Card(Page page, string side) => page.Document.QuerySelector($"section[aria-labelledby={side}]")!.TextContent;
}
