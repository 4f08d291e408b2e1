using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Several people, or one in several browsers, at the same time.</summary>
public sealed class TwoBrowserTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task People_who_sign_up_at_the_same_time_end_each_as_themselves()
    {
        var browsers = Enumerable.Range(0, 4).Select(_ => Stage.NewBrowser()).ToList();

        var pages = await Task.WhenAll(browsers.Select((browser, index) => browser.SignUpAsync($"person-{index}@customer.example", $"Person {index}")));

        for (var index = 0; index < pages.Length; index++)
        {
            ShouldBe($"Person {index}", pages[index]);
            var profile = await browsers[index].GetAsync("/Home/Profile");
            Assert.Contains($"person-{index}@customer.example", profile.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Enumerable.Range(0, 4).Where(other => other != index), other => profile.Text.Contains($"person-{other}@", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_edit_in_one_browser_leaves_the_session_in_the_other_and_shows_there_at_the_next_sign_in()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        var other = Stage.NewBrowser();
        ShouldBe("Casey Cole", await other.SignInAsync());

        ShouldBe("Cassandra Cole", await EditAsync(Browser, "Cassandra Cole"));

        ShouldBe("Casey Cole", await other.GetAsync("/"));
        await other.SignOutAsync();
        ShouldBe("Cassandra Cole", await Browser.GetAsync("/"));
        ShouldBe("Cassandra Cole", await other.SignInAsync());
    }

    [Fact]
    public async Task Two_edits_in_two_tabs_end_each_with_what_was_saved_last()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        var (first, second) = (await Browser.OpenAsync(EditPath), await Browser.OpenAsync(EditPath));

        ShouldBe("Cassandra Cole", await Browser.ContinueAsync(await Browser.PressAsync(first, "action", "save", ("displayName", "Cassandra Cole"))));
        ShouldBe("Cass Cole", await Browser.ContinueAsync(await Browser.PressAsync(second, "action", "save", ("displayName", "Cass Cole"))));
    }

    [Fact]
    public async Task An_edit_that_ends_after_somebody_else_signed_in_in_this_browser_signs_nobody_over()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        var form = await Browser.OpenAsync(EditPath);
        var robin = await OpenSignInAsync();
        ShouldBe("Robin Reyes", await Browser.FinishSignInAsync(robin, SeededTenants.Robin));

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "save", ("displayName", "Cassandra Cole")));

        // Casey's form changed Casey; the answer is about her, and whom the app had at its start was her too.
        ShouldBe("Cassandra Cole", page);
        await Browser.SignOutAsync();
        ShouldBe("Robin Reyes", await Browser.FinishSignInAsync(await Browser.OpenAsync(SandboxPages.SignInPath), SeededTenants.Robin));
    }

    private static async Task<Page> EditAsync(TestBrowser browser, string name) =>
        await browser.ContinueAsync(await browser.PressAsync(await browser.OpenAsync(EditPath), "action", "save", ("displayName", name)));

    /// <summary>The sign-in page of another request in the same browser, although somebody is signed in.</summary>
    private async Task<Page> OpenSignInAsync()
    {
        var challenge = (await Browser.GetAsync(SandboxPages.SignInPath)).Location!;
        return await Browser.FollowAsync(await Browser.GetAsync(challenge + "&prompt=login"));
    }
}
