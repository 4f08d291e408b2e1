using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Making an account on the way into the chapter.</summary>
public sealed class SignUpTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task A_new_customer_is_welcomed_once_and_has_a_profile()
    {
        var page = await Browser.SignUpAsync("noa-0@customer.example", "Noa North");

        ShouldBe("Noa North", page);
        ShouldBe("noa-0@customer.example", page);
        Assert.Contains("Welcome, Noa North", page.Text, StringComparison.Ordinal);
        var profile = await Browser.GetAsync("/Home/Profile");
        Assert.Contains("B2C_1_susi, a user flow", profile.Text, StringComparison.Ordinal);
        Assert.Contains("a local account", profile.Text, StringComparison.Ordinal);
        Assert.Equal(("Oslo", "Norway"), (Claim(profile, "city"), Claim(profile, "country")));

        await Browser.SignOutAsync();
        Assert.Contains("Hello, Noa North", (await Browser.SignInWithPasswordAsync("noa-0@customer.example", CustomerPages.Password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_signs_up_on_the_way_to_a_page_ends_on_that_page()
    {
        var signUp = await Browser.FollowAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "action", "signup"));
        var details = await Browser.ProveMailboxAsync(signUp, "noa-1@customer.example");

        var page = await Browser.ContinueAsync(await Browser.PressAsync(details, "action", "create", ("newPassword", CustomerPages.Password), ("displayName", "Noa North")));

        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_script_in_a_display_name_is_shown_as_the_text_it_is()
    {
        var page = await Browser.SignUpAsync("noa-2@customer.example", "<script>alert(1)</script>");

        foreach (var path in new[] { "/", "/Home/Token", "/Home/Profile", "/Home/Compare" })
        {
            page = await Browser.GetAsync(path);
            ShouldBe("<script>alert(1)</script>", page);
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Somebody_who_comes_with_a_social_account_sees_who_vouches_for_them()
    {
        var choice = await Browser.FollowAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "provider", "glimpse"));
        var robin = choice.Document.QuerySelector("button[name=account][value='robin.reyes']");
        Assert.NotNull(robin);

        var page = await Browser.ContinueAsync(await Browser.PressAsync(choice, "account", "robin.reyes"));
        page = page.Address.Authority == Browser.Home.Authority ? page : await Browser.ClickAsync(page, "a.button");

        ShouldBe("Robin Reyes", page);
        var facts = page.Document.QuerySelector("main .facts")!.TextContent;
        Assert.Contains("glimpse.example", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("a local account", facts, StringComparison.Ordinal);
    }

    private static string Claim(Page page, string name) => page.Document.QuerySelectorAll(".claims tbody tr")
        .Single(row => row.Children[0].TextContent.Trim() == name).Children[1].TextContent.Trim();
}
