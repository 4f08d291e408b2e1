using Microsoft.AspNetCore.WebUtilities;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The end-session endpoint, as tests use it.</summary>
internal static class SignOut
{
    public const string Endpoint = $"/{SeededTenants.Contoso}/oauth2/v2.0/logout";
    public const string ChapterSignedOut = "https://localhost:7111/signout-callback-oidc";

    public static string Address(params IEnumerable<(string Name, string Value)> parameters) =>
        QueryHelpers.AddQueryString(Endpoint, parameters.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));

    public static async Task AssertSignedOutAsync(TestBrowser browser) => ProtocolAssert.IsError(
        await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);

    /// <summary>Signs in and returns the ID token.</summary>
    public static async Task<string> SignInForHintAsync(TestBrowser browser, EntraIdFixture fixture) =>
        (await fixture.RedeemAsync(SeededApp.SignIn, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"]))["id_token"];
}
