using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Chapters.Sessions;

/// <summary>The provider tells the other apps that a session has ended, by hidden frames on its page (OpenID Connect Front-Channel Logout).</summary>
/// <inheritdoc />
public abstract class FrontChannelSignOutTests<TMarker>(TwoAppStage<TMarker> shared) : SessionTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public async Task Signing_out_of_one_app_signs_out_of_the_other()
    {
        var (page, frame) = await SignOutOfSecondAsync();
        Assert.True(await KnowsAsync(First));

        await Browser.GetAsync(frame, from: page.Address);

        Assert.False(await KnowsAsync(First));
    }

    [Fact]
    public async Task The_page_with_the_frames_may_load_them_and_leads_back_to_the_app_that_asked()
    {
        var (page, frame) = await SignOutOfSecondAsync();

        Assert.Contains($"frame-src {Cast.Address.GetLeftPart(UriPartial.Authority)};", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors https://localhost:7443", (await Browser.GetAsync(frame, from: page.Address)).Header("Content-Security-Policy"), StringComparison.Ordinal);
        var end = await Browser.ClickAsync(page, "a[data-continue]");
        Assert.Equal(new Uri(Cast.SecondAddress, "MicrosoftIdentity/Account/SignedOut").AbsoluteUri, end.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("sid", "another")]
    [InlineData("sid", "")]
    [InlineData("sid", null)]
    [InlineData("iss", "another")]
    [InlineData("iss", "")]
    [InlineData("iss", null)]
    public async Task A_frame_that_does_not_name_session_and_issuer_signs_nobody_out(string name, string? value)
    {
        var (page, frame) = await SignOutOfSecondAsync();
        var parameters = QueryHelpers.ParseQuery(frame.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        Assert.True(parameters.Remove(name));
        parameters[name] = value switch
        {
            "another" when name == "iss" => Cast.IssuerOf(SeededTenants.Fabrikam),
            "another" => Guid.NewGuid().ToString(),
            _ => value,
        };

        var answer = await Browser.GetAsync(new Uri(QueryHelpers.AddQueryString(frame.GetLeftPart(UriPartial.Path), parameters)), from: page.Address);

        Assert.InRange((int)answer.Status, 200, 499);
        Assert.True(await KnowsAsync(First));
    }

    [Fact]
    public async Task A_frame_for_somebody_elses_session_signs_nobody_out()
    {
        var (_, frame) = await SignOutOfSecondAsync();
        var other = Stage.NewBrowser();
        await SignInAsync(First, Cast.OtherAccount, other);

        await other.GetAsync(frame, from: SandboxFactory.Address);

        Assert.True(await KnowsAsync(First, other));
    }

    [Fact]
    public async Task A_frame_without_a_session_is_answered_quietly()
    {
        var (page, frame) = await SignOutOfSecondAsync();
        await Browser.GetAsync(frame, from: page.Address);

        var again = await Browser.GetAsync(frame, from: page.Address);

        Assert.Equal(200, (int)again.Status);
    }

    [Fact]
    public async Task The_provider_names_each_app_of_the_session_but_the_one_that_asked()
    {
        var (page, _) = await SignOutOfSecondAsync();

        var frame = Assert.Single(page.Document.QuerySelectorAll("iframe"));
        Assert.StartsWith(new Uri(Cast.Address, "signout-oidc?").AbsoluteUri, frame.GetAttribute("src"), StringComparison.Ordinal);
    }

    /// <summary>Signs in to both apps and out of the second; its sign-out stops at the provider's page with the frame for the first.</summary>
    private async Task<(Page Page, Uri Frame)> SignOutOfSecondAsync()
    {
        await SignInAsync(First);
        await SignInAsync(Second);
        var page = await Browser.OpenAsync(new Uri(new Uri(Second), SandboxPages.SignOutPath).AbsoluteUri);
        Assert.Equal(SandboxFactory.Address.Authority, page.Address.Authority);
        Assert.False(await KnowsAsync(Second));
        return (page, new Uri(page.Document.QuerySelector("iframe")!.GetAttribute("src")!));
    }
}
