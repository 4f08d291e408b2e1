namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>The page that runs a user flow and a custom policy and shows what differs.</summary>
public sealed class ComparisonTests : UserFlowTests
{
    [Fact]
    public async Task A_sign_in_counts_as_a_run_of_the_user_flow_and_the_other_is_offered()
    {
        await SignInAsCaseyAsync();

        var page = await Browser.GetAsync("/Home/Compare");

        Assert.Contains("B2C_1_susi has run. Run B2C_1A_SIGNUP_SIGNIN as well", page.Text, StringComparison.Ordinal);
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
    public async Task After_a_custom_policy_the_profile_names_it()
    {
        await SignInAsCaseyAsync();
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));

        var profile = await Browser.GetAsync("/Home/Profile");

        Assert.Contains("b2c_1a_signup_signin, a custom policy", profile.Text, StringComparison.Ordinal);
        Assert.Contains("loyaltyNumber", profile.Text, StringComparison.Ordinal);
        Assert.InRange(SessionCookie.Length + 1 + Session.Length, 500, 2048);
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
        await using var stage = new SignInStage<AzureADB2CSignIn.HomeController>(chapterSettings: new() { ["AzureAd:CustomPolicyId"] = "" });
        var home = await stage.Browser.SignInAsync();

        Assert.DoesNotContain("/Home/Compare", home.Html, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await stage.Browser.GetAsync("/Home/Compare")).Status);
    }
}
