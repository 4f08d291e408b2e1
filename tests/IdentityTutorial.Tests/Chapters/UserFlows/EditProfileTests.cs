using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Changing one's attributes.</summary>
public sealed class EditProfileTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    [Fact]
    public async Task The_new_name_shows_at_once_and_it_is_the_same_person()
    {
        UseOwnStage();
        await SignInAsCaseyAsync();
        var before = await ClaimsAsync();

        var page = await EditAsync("Cassandra Cole");

        Assert.Equal("/", page.Address.PathAndQuery);
        ShouldBe("Cassandra Cole", page);
        var after = await ClaimsAsync();
        Assert.Equal(before["sub"], after["sub"]);
        Assert.Equal("B2C_1_edit_profile", after["tfp"]);
        Assert.Equal("Lisbon", after["city"]);
        Assert.Contains("B2C_1_edit_profile, a user flow", (await Browser.GetAsync("/Home/Profile")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_without_a_session_signs_in_and_then_edits()
    {
        UseOwnStage();
        var form = await Browser.FinishSignInAsync(await Browser.OpenAsync(EditPath));

        Assert.NotNull(form.Document.QuerySelector("input[name=displayName]"));
        ShouldBe("Cassandra Cole", await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "save", ("displayName", "Cassandra Cole"))));
    }

    [Fact]
    public async Task Somebody_whose_session_has_run_out_meanwhile_signs_in_and_then_edits()
    {
        await SignInAsCaseyAsync();
        Browser.Cookies.Delete(SessionCookie);

        var form = await Browser.OpenAsync(EditPath);

        Assert.NotNull(form.Document.QuerySelector("input[name=displayName]"));
    }

    [Fact]
    public async Task An_edit_survives_a_sign_out_and_the_welcome_does_not_come_back()
    {
        await Browser.SignUpAsync("noa@customer.example", "Noa North");
        Assert.Contains("Hello, Nora North", (await EditAsync("Nora North")).Text, StringComparison.Ordinal);
        await Browser.SignOutAsync();

        Assert.Contains("Hello, Nora North", (await Browser.SignInWithPasswordAsync("noa@customer.example", CustomerPages.Password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_edit_leaves_nothing_secret_in_the_log()
    {
        await Browser.SignInAsync(SeededTenants.Robin);
        ShouldBe("Roberta Reyes", await EditAsync("Roberta Reyes"));

        Stage.Chapter.Log.ShouldNotContain(WireSecrets.In([.. Browser.History, .. Calls]));
    }

    private async Task<Page> EditAsync(string name) =>
        await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync(EditPath), "action", "save", ("displayName", name), ("city", "Lisbon")));
}
