using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Chapters.Sessions;

/// <summary>One sign-in for several apps, and its end.</summary>
/// <inheritdoc />
public abstract class SingleSignOnTests<TMarker>(TwoAppStage<TMarker> shared) : SessionTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public async Task The_second_app_signs_in_without_asking()
    {
        await SignInAsync(First);

        var page = await Browser.OpenAsync(Second);

        Assert.Equal(Second, page.Address.AbsoluteUri);
        Assert.Contains(Cast.Account, page.Document.QuerySelector("header .who")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_in_one_browser_is_no_session_in_another()
    {
        await SignInAsync(First);
        var other = Stage.NewBrowser();

        Assert.False(await KnowsAsync(First, other));
        Assert.True((await other.OpenAsync(Second)).IsSignInPage());
    }

    [Fact]
    public async Task Both_apps_know_one_session_and_one_person()
    {
        await SignInAsync(First);
        var first = await ClaimsAsync(First);
        var second = await ClaimsAsync(Second);

        Assert.Equal(first["sid"], second["sid"]);
        Assert.Equal(first["oid"], second["oid"]);
        Assert.Equal(Cast.HasPairwiseSubjects, first["sub"] != second["sub"]);
        Assert.NotEqual(first["aud"], second["aud"]);
    }

    [Fact]
    public async Task Signing_out_of_one_app_ends_the_session_at_the_provider()
    {
        await SignInAsync(First);
        Assert.True(await IsSignedInAtProviderAsync());

        var page = await Browser.SignOutAsync();

        Assert.Contains("You are signed out", page.Text, StringComparison.Ordinal);
        Assert.False(await KnowsAsync(First));
        Assert.False(await IsSignedInAtProviderAsync());
    }

    [Fact]
    public async Task A_silent_request_after_the_sign_out_is_answered_with_login_required()
    {
        await SignInAsync(First);
        await Browser.SignOutAsync();
        var challenge = await Browser.GetAsync(SandboxPages.SignInPath);

        var page = await Browser.ContinueAsync(await Browser.GetAsync(QueryHelpers.AddQueryString(challenge.Location!.AbsoluteUri, "prompt", "none")));

        Assert.Contains(Cast.NobodySignedIn, page.Text, StringComparison.Ordinal);
        Assert.Equal(400, (int)page.Status);
        Assert.False(await KnowsAsync(First));
    }

    [Fact]
    public async Task Somebody_else_can_sign_in_after_the_sign_out()
    {
        await SignInAsync(First);
        await Browser.SignOutAsync();

        await SignInAsync(First, Cast.OtherAccount);

        Assert.Contains(Cast.OtherAccount, (await Browser.GetAsync(First)).Document.QuerySelector("header .who")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_twice_ends_on_the_same_page()
    {
        await SignInAsync(First);
        await Browser.SignOutAsync();

        var page = await Browser.SignOutAsync();

        Assert.Equal("/MicrosoftIdentity/Account/SignedOut", page.Address.AbsolutePath);
        Assert.Equal(200, (int)page.Status);
    }

    private async Task<Dictionary<string, string>> ClaimsAsync(string address) => (await Browser.OpenAsync(address)).Document
        .QuerySelectorAll(".claims tbody tr")
        .ToDictionary(row => row.Children[0].TextContent.Trim(), row => row.Children[1].TextContent.Trim());
}
