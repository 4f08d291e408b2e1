using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>What customers write about themselves, as the chapter's pages show it.</summary>
public sealed class OddProfileTests(ChapterStage<HomeController> shared) : UserFlowTests(shared)
{
    private static readonly string[] _pages = ["/", "/Home/Profile", "/Home/Token", "/Home/Compare"];

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"><svg/onload=alert(1)>")]
    [InlineData("' onfocus='alert(1)")]
    [InlineData("{{7*7}} ${7*7} @(7*7)")]
    [InlineData("&lt;script&gt;")]
    public async Task Markup_in_any_claim_is_the_text_it_is(string markup)
    {
        await EditAsync(markup);

        foreach (var path in _pages)
        {
            var page = await Browser.GetAsync(path);
            Assert.Equal(200, (int)page.Status);
            ShouldBe(markup, page);
            Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.Null(page.Document.QuerySelector("main script, main img[src=x], header img[src=x], header svg[onload]"));
        }

        var shown = await ClaimsAsync();
        Assert.All(["name", "given_name", "family_name", "city", "country"], claim => Assert.Equal(markup, shown[claim]));
    }

    [Theory]
    [InlineData("Łukasz Żółć 李小龍")]
    [InlineData("أحمد العربي")]
    [InlineData("👩‍👩‍👧 Ada")]
    public async Task A_name_in_any_writing_is_whole(string name)
    {
        await EditAsync(name);

        foreach (var path in _pages)
        {
            ShouldBe(name, await Browser.GetAsync(path));
        }
    }

    [Fact]
    public async Task The_longest_profile_in_the_widest_letters_signs_in()
    {
        await Browser.SignInAsync();
        var form = await Browser.OpenAsync(EditPath);
        var (name, field) = (new string('語', 256), new string('語', 64));

        var page = await Browser.ContinueAsync(await Browser.PressAsync(form, "action", "save",
            ("displayName", name), ("givenName", field), ("surname", field), ("city", field), ("country", field)));

        ShouldBe(name, page);
        ShouldBe(name, await Browser.GetAsync("/Home/Profile"));
        await Browser.SignOutAsync();
        Assert.DoesNotContain(Browser.Cookies.All, cookie => cookie.Name.ToString().StartsWith(SessionCookie, StringComparison.Ordinal));
    }

    private async Task EditAsync(string text)
    {
        await Browser.SignInAsync(); // as Casey, whatever the tests before have called her
        await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync(EditPath), "action", "save",
            ("displayName", text), ("givenName", text), ("surname", text), ("city", text), ("country", text)));
        await Browser.OpenAsync(RunPath("B2C_1_susi"));
        await Browser.OpenAsync(RunPath("B2C_1A_SIGNUP_SIGNIN"));
    }
}
