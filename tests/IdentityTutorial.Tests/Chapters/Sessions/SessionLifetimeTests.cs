namespace IdentityTutorial.Tests.Chapters.Sessions;

/// <summary>How long sessions live, by the settable clock.</summary>
/// <inheritdoc />
public abstract class SessionLifetimeTests<TMarker>(TwoAppStage<TMarker> shared) : SessionTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public async Task A_session_of_the_app_that_ran_out_begins_again_without_a_page_while_the_provider_remembers()
    {
        await SignInAsync(First);

        Stage.Clock.Advance(TimeSpan.FromHours(9));

        Assert.False(await KnowsAsync(First));
        Assert.Equal(First, (await Browser.OpenAsync(First)).Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_session_that_is_used_does_not_run_out()
    {
        await SignInAsync(First);

        for (var hours = 0; hours < 20; hours += 5)
        {
            Stage.Clock.Advance(TimeSpan.FromHours(5));
            Assert.True(await KnowsAsync(First));
        }
    }

    [Fact]
    public async Task A_session_of_the_provider_that_ran_out_asks_who_it_is()
    {
        await SignInAsync(First);

        Stage.Clock.Advance(TimeSpan.FromHours(25));

        Assert.True((await Browser.OpenAsync(First)).IsSignInPage());
    }

    [Fact]
    public async Task The_session_of_the_app_ends_with_the_browser()
    {
        await SignInAsync(First);

        Browser.Cookies.CloseBrowser();

        Assert.False(await KnowsAsync(First));
        Assert.True((await Browser.OpenAsync(First)).IsSignInPage());
    }

    [Fact]
    public async Task A_sign_in_page_that_was_left_open_too_long_ends_on_a_page_that_signs_in_on_the_second_try()
    {
        var page = await Browser.OpenAsync(First);
        Stage.Clock.Advance(TimeSpan.FromMinutes(40));

        var refused = await Browser.ContinueAsync(await Browser.PressAsync(page, "account", Cast.Account));

        Assert.Equal(400, (int)refused.Status);
        Assert.False(await KnowsAsync(First));
        await Browser.ClickAsync(refused, "Try again");
        Assert.True(await KnowsAsync(First));
    }
}
