namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Chapter 3-1 checks what MSAL gives it, as chapter 2-1 does, by code of its own.</summary>
public sealed class HostileIdTokenTests
{
    [Fact]
    public async Task No_hostile_ID_token_signs_anyone_in()
    {
        await using var stage = ProductionChapter.SignInStage();
        using var forger = new IdTokenForger();
        using var stranger = new IdTokenForger();
        using var published = forger.TrustedBy(stage.Backchannel);
        foreach (var name in HostileIdToken.Names)
        {
            using var browser = stage.NewBrowser();
            using var forgery = HostileIdToken.Serve(stage.Backchannel, forger, stranger, name);

            var page = await browser.SignInAsync();

            Assert.True((int)page.Status is (>= 400 and < 500) or 502, $"{name}: the status is {(int)page.Status}.");
            Assert.Contains("How to fix it", page.Text, StringComparison.Ordinal);
            Assert.True(browser.Cookies.Named("__Host-DeployToAppService").Count == 0, $"{name}: there is a session.");
        }

        // Nothing but what each case changed was wrong.
        using var unchanged = forger.ChangeClaims(stage.Backchannel, _ => { });
        await stage.Browser.SignInAsync();
        Assert.NotEmpty(stage.Browser.Cookies.Named("__Host-DeployToAppService"));
    }
}
