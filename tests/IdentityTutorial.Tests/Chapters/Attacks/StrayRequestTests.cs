using System.Net;

namespace IdentityTutorial.Tests.Chapters.Attacks;

/// <summary>Addresses that no link of the chapter leads to.</summary>
/// <inheritdoc />
public abstract class StrayRequestTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [InlineData("SignIn")]
    [InlineData("SignOut")]
    [InlineData("Challenge")]
    [InlineData("EditProfile")]
    [InlineData("ResetPassword")]
    public async Task An_authentication_scheme_that_does_not_exist_is_an_unknown_address(string action)
    {
        var page = await Browser.GetAsync($"/MicrosoftIdentity/Account/{action}/NoSuchScheme");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        ShouldBeAnErrorPage(page);
    }

    [Fact]
    public async Task A_failure_at_a_scheme_that_exists_is_not_hidden()
    {
        await Stage.RestartChapterAsync(); // the chapter has not read the metadata yet
        using var down = Stage.Backchannel.Rewrite(_ => true, _ => "not json");

        var page = await Browser.GetAsync($"{SandboxPages.SignInPath}/OpenIdConnect");

        Assert.InRange((int)page.Status, 502, 503);
    }

    [Theory]
    [InlineData("José")]
    [InlineData("\ud83d\ude00")]
    public async Task The_way_back_after_the_sign_in_fits_into_a_header(string name)
    {
        var target = $"{Cast.OwnPage}?name={name}";
        await Browser.SignInAsync(start: $"{SandboxPages.SignInPath}?redirectUri={Uri.EscapeDataString(target)}");

        var back = Browser.History.Last(exchange => exchange.Location is not null).ResponseHeaders["Location"][0];
        Assert.All(back, character => Assert.InRange(character, '!', '~'));
        Assert.Equal(target, Uri.UnescapeDataString(back));
    }
}
