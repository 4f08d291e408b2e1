using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The end-session endpoint of a policy.</summary>
public sealed class SignOutTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    private const string SignedOut = "https://localhost:7112/signout-callback-oidc";

    [Fact]
    public async Task Signing_out_ends_the_session_for_all_policies_and_returns_with_the_state()
    {
        using var browser = fixture.NewBrowser();
        var tokens = await fixture.RedeemAsync(await SignCustomerInAsync(browser, Address(Susi)));

        var page = await OpenAsync(browser, LogoutAt(Edit, ("id_token_hint", tokens["id_token"]), ("post_logout_redirect_uri", SignedOut), ("state", "s1")));

        Assert.Equal(SignedOut + "?state=s1", page.Location?.AbsoluteUri);
        B2CAssert.IsError(await OpenAsync(browser, Address(Susi, ("prompt", "none"))), Chapter.RedirectUri, "interaction_required", 90077);
    }

    [Fact]
    public async Task The_other_applications_are_told_with_the_policies_issuer_and_the_session()
    {
        using var browser = fixture.NewBrowser();
        var tokens = await fixture.RedeemAsync(await SignCustomerInAsync(browser, Address(Susi)));
        await OpenAsync(browser, AuthorizeAddress(PathOf(Susi), Second));

        var page = await OpenAsync(browser, LogoutAt(Susi, ("id_token_hint", tokens["id_token"]), ("post_logout_redirect_uri", SignedOut)));

        var frame = Assert.Single(page.Document.QuerySelectorAll("iframe")).GetAttribute("src")!;
        Assert.StartsWith("https://localhost:7312/signout-oidc?", frame, StringComparison.Ordinal);
        Assert.Contains("iss=" + Uri.EscapeDataString(Issuer), frame, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("sid=" + tokens.IdToken.GetClaim("sid").Value, frame, StringComparison.Ordinal);
        Assert.Equal($"5;url={SignedOut}", page.Header("Refresh"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://localhost:7111/signout-callback-oidc")]
    public async Task An_address_that_is_not_registered_in_this_tenant_is_no_way_back(string address)
    {
        using var browser = fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        var page = await OpenAsync(browser, LogoutAt(Susi, ("post_logout_redirect_uri", address), ("client_id", SeededTenants.SignInChapter)));

        B2CAssert.IsErrorPage(page, 90006);
        Assert.DoesNotContain(page.Document.Links, link => link.GetAttribute("href") == address);
    }

    [Fact]
    public async Task A_customers_sign_out_leaves_a_work_account_signed_in()
    {
        using var browser = fixture.NewBrowser();
        await EntraIdFixture.SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignCustomerInAsync(browser, Address(Susi));

        await OpenAsync(browser, LogoutAt(Susi));

        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task A_work_accounts_sign_out_leaves_a_customer_signed_in()
    {
        using var browser = fixture.NewBrowser();
        await EntraIdFixture.SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignCustomerInAsync(browser, Address(Susi));

        await OpenAsync(browser, SignOut.Address());

        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(Susi, ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task An_image_of_another_site_ends_no_session()
    {
        using var browser = fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        var page = await browser.LoadImageAsync(LogoutAt(Susi), new Uri("https://elsewhere.example/"));

        B2CAssert.IsErrorPage(page, 90046);
        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(Susi, ("prompt", "none"))))["code"]);
    }

    private static string LogoutAt(string policy, params IEnumerable<(string Name, string Value)> parameters) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
            $"/{PathOf(policy)}/oauth2/v2.0/logout", parameters.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
