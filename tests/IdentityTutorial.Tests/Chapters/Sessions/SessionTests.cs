namespace IdentityTutorial.Tests.Chapters.Sessions;

/// <summary>Sessions of apps and of the provider, as a person with one browser meets them.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
/// <param name="shared">The apps and the sandbox of the class.</param>
public abstract class SessionTests<TMarker>(TwoAppStage<TMarker> shared) : IClassFixture<TwoAppStage<TMarker>>
    where TMarker : class
{
    /// <summary>Who signs in, and where.</summary>
    protected static ChapterCast Cast { get; } = ChapterCast.Of<TMarker>();

    /// <summary>The sandbox and the first app.</summary>
    protected SignInStage<TMarker> Stage => shared.Stage;

    /// <summary>The person's browser, at home on the first app, new for every test.</summary>
    protected TestBrowser Browser { get; } = shared.Stage.BeginTest();

    /// <summary>The address of the first app's page for signed-in people.</summary>
    protected string First { get; } = new Uri(Cast.Address, "/Home/Token").AbsoluteUri;

    /// <summary>The address of the second app's.</summary>
    protected string Second { get; } = new Uri(Cast.SecondAddress, "/Home/Token").AbsoluteUri;

    /// <summary>Opens a page of an app and signs in when asked.</summary>
    protected async Task SignInAsync(string address, string? account = null, TestBrowser? browser = null)
    {
        browser ??= Browser;
        var page = await browser.OpenAsync(address);
        page = page.IsSignInPage() ? await browser.ContinueAsync(await browser.PressAsync(page, "account", account ?? browser.Account)) : page;
        Assert.Equal(address, page.Address.AbsoluteUri);
    }

    /// <summary>Whether the app whose page this is knows the browser, without a way round by the provider.</summary>
    protected async Task<bool> KnowsAsync(string address, TestBrowser? browser = null) =>
        (await (browser ?? Browser).GetAsync(new Uri(new Uri(address), "/").AbsoluteUri)).Document.QuerySelector("header .who") is not null;

    /// <summary>Whether the provider would sign this browser in without showing a page.</summary>
    protected async Task<bool> IsSignedInAtProviderAsync(TestBrowser? browser = null) =>
        !(await (browser ?? Browser).FollowAsync(await (browser ?? Browser).GetAsync(SandboxPages.SignInPath))).IsSignInPage();
}
