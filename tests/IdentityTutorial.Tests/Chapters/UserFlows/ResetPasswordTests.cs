using AzureADB2CSignIn.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.B2C.Policies;
using Sandbox.Persistence;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>Forgotten passwords, where the sign-in flow does the reset itself and where the app has to start it.</summary>
public sealed class ResetPasswordTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    // The tests reset the same customer's password, so each has one that no test before has set.
    private readonly string _newPassword = $"Correct-Horse-{Guid.NewGuid():N}";

    [Fact]
    public async Task The_reset_link_ends_signed_in_with_a_password_that_works()
    {
        var page = await ResetAsync(await Browser.OpenAsync(ResetPath));

        ShouldBe("Casey Cole", page);
        Assert.Equal("B2C_1_reset", (await ClaimsAsync())["tfp"]);
        await ShouldWorkAsync();
    }

    [Fact]
    public async Task A_new_password_is_confirmed_once()
    {
        await SignInAsCaseyAsync();
        var reset = await Browser.ClickAsync(await Browser.GetAsync("/Home/Profile"), "Reset password");

        var page = await ResetAsync(reset);

        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
        Assert.Equal("Your new password is set, and you are signed in.", Notice(page));
        Assert.Null(Notice(await Browser.GetAsync("/")));
    }

    [Fact]
    public async Task A_forgotten_password_is_reset_inside_the_sign_in_flow()
    {
        var forgotten = await Browser.FollowAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "action", "forgot"));

        var page = await ResetAsync(forgotten);

        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
        Assert.Equal("B2C_1_susi", (await ClaimsAsync())["tfp"]);
        await ShouldWorkAsync();
    }

    [Fact]
    public async Task Where_the_flow_leaves_it_to_the_app_the_app_starts_the_reset_policy()
    {
        await using var legacy = await UseLegacyResetAsync();
        var forgotten = await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "action", "forgot"));

        var page = await ResetAsync(forgotten);

        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
        Assert.Equal("B2C_1_reset", (await ClaimsAsync())["tfp"]);
        await ShouldWorkAsync();
    }

    [Fact]
    public async Task Cancelling_that_reset_ends_at_home_and_not_in_another_reset()
    {
        await using var legacy = await UseLegacyResetAsync();
        var forgotten = await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "action", "forgot"));

        var page = await Browser.ContinueAsync(await Browser.PressAsync(forgotten, "action", "cancel"));

        Assert.Equal("/", page.Address.PathAndQuery);
        Assert.StartsWith("You did not sign in", Notice(page), StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
    }

    [Fact]
    public async Task Without_a_reset_policy_a_forgotten_password_is_explained()
    {
        UseOwnStage(new() { ["AzureAd:ResetPasswordPolicyId"] = "" });
        await using var legacy = await UseLegacyResetAsync();

        var page = await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync("/Home/Profile"), "action", "forgot"));

        Assert.Equal(400, (int)page.Status);
        Assert.Contains("AADB2C90118", page.Text, StringComparison.Ordinal);
        ShouldBeAnErrorPage(page);
    }

    private async Task<Page> ResetAsync(Page page)
    {
        var proved = await Browser.ProveMailboxAsync(page, SeededTenants.Casey);
        return await Browser.ContinueAsync(await Browser.PressAsync(proved, "action", "continue", ("newPassword", _newPassword)));
    }

    private async Task ShouldWorkAsync()
    {
        await Browser.SignOutAsync();
        ShouldBe("Casey Cole", await Browser.SignInWithPasswordAsync(SeededTenants.Casey, _newPassword));
    }

    /// <summary>Has the sign-in flow leave the reset to the app, until the result is disposed.</summary>
    private async Task<IAsyncDisposable> UseLegacyResetAsync()
    {
        var database = Stage.Platform.Services.GetRequiredService<SandboxDatabase>();
        await SetEmbeddedResetAsync(database, isEmbedded: false);
        return new EmbeddedReset(database);
    }

    private static Task SetEmbeddedResetAsync(SandboxDatabase database, bool isEmbedded)
    {
        var cancellation = TestContext.Current.CancellationToken;
        return database.ChangeAsync(
            db => db.Set<Policy>().Where(policy => policy.Name == "B2C_1_susi")
                .ExecuteUpdateAsync(set => set.SetProperty(policy => policy.HasEmbeddedPasswordReset, isEmbedded), cancellation),
            cancellation);
    }

    /// <summary>Has the flow do the reset itself again.</summary>
    private sealed class EmbeddedReset(SandboxDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await SetEmbeddedResetAsync(database, isEmbedded: true);
    }
}
