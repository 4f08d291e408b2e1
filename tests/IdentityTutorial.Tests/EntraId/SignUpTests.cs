using System.Net;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The page behind <c>prompt=create</c>.</summary>
public sealed class SignUpTests
{
    [Fact]
    public async Task Prompt_create_makes_an_account_and_signs_it_in()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "action", "create", ("displayName", "Nora"), ("username", "alice"), ("password", "long enough")), 1003001);
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "action", "create", ("displayName", "Nora"), ("username", "nora"), ("password", "short")), 1003001);

        page = await PressAsync(browser, page, "action", "create", ("displayName", "Nora New"), ("username", "nora"), ("password", "long enough"));

        Assert.Equal("Nora New", (await own.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"])).IdToken.GetPayloadValue<string>("name"));
        using var other = own.NewBrowser();
        page = await other.TypePasswordAsync(await OpenAsync(other, AuthorizeAddress(SeededApp.SignIn)), "nora@contoso.example", "long enough");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
    }
}
