using System.Net;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Forms that other sites send, pages that they frame, and links that should do nothing.</summary>
public sealed class FormAttackTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    private const string TokenField = "__RequestVerificationToken";

    public static TheoryData<string> Forms => ["sign-in", "sign-up", "reset", "profile", "details", "link", "glimpse", "gitpond", "external sign-in", "external sign-up", "external reset"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_is_taken_only_with_this_browsers_own_antiforgery_token(string form)
    {
        using var browser = fixture.NewBrowser();
        using var stranger = fixture.NewBrowser();
        var page = await ReachAsync(browser, form);
        var foreign = FormFields.Of((await OpenAsync(stranger, Address(Susi))).Form("button[name=account]")).Single(field => field.Key == TokenField).Value;
        KeyValuePair<string, string>[] fields = [new("action", "cancel"), new("account", SeededTenants.Casey), new("email", "nora@customer.example")];

        foreach (var token in new[] { null, "", "made-up", foreign })
        {
            var refused = await browser.PostAsync(page.Address.PathAndQuery, token is null ? fields : [.. fields, new(TokenField, token)], from: new Uri("https://evil.example"));

            Assert.Equal((HttpStatusCode.BadRequest, null, null), (refused.Status, refused.Location, refused.RefreshTarget));
            Assert.Contains("form", refused.Text, StringComparison.OrdinalIgnoreCase);
        }

        // The page waits as before.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(page.Address.PathAndQuery)).Status);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_page_cannot_be_framed_runs_no_foreign_script_and_is_not_kept(string form)
    {
        using var browser = fixture.NewBrowser();

        var page = await ReachAsync(browser, form);

        var policy = page.Header("Content-Security-Policy")!;
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains("form-action ", policy, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", true), (page.Header("X-Content-Type-Options"), page.Header("Referrer-Policy") is "no-referrer" or "same-origin" or "strict-origin"));
    }

    [Theory]
    [InlineData("sign-in", "account", SeededTenants.Casey)]
    [InlineData("sign-in", "action", "cancel")]
    [InlineData("sign-in", "provider", "glimpse")]
    [InlineData("sign-up", "action", "send")]
    [InlineData("reset", "action", "send")]
    [InlineData("profile", "action", "save")]
    [InlineData("profile", "unlink", "glimpse.example")]
    [InlineData("link", "action", "link")]
    [InlineData("glimpse", "account", "robin.reyes")]
    public async Task A_link_presses_no_button(string form, string button, string value)
    {
        using var browser = fixture.NewBrowser();
        var page = await ReachAsync(browser, form);
        var query = $"?{button}={Uri.EscapeDataString(value)}&email=quiet@customer.example&displayName=Mallory&password={Uri.EscapeDataString(SeededTenants.Password)}";

        var shown = await browser.GetAsync(page.Address.AbsolutePath + query);

        Assert.Equal((HttpStatusCode.OK, null), (shown.Status, shown.Location));
        Assert.Null(await FindCodeAsync(browser, "quiet@customer.example"));
        Assert.Equal(page.Document.QuerySelector("h1")!.TextContent, shown.Document.QuerySelector("h1")!.TextContent);
        Assert.Null(shown.Document.QuerySelector("input[value=Mallory]"));
    }

    private static async Task<Page> ReachAsync(TestBrowser browser, string form) => form switch
    {
        "sign-in" => await OpenAsync(browser, Address(Susi)),
        "sign-up" => await OpenSignUpAsync(browser),
        "reset" => await OpenAsync(browser, Address(Reset)),
        "profile" => await PressAsync(browser, await OpenAsync(browser, Address(Edit)), "account", SeededTenants.Robin),
        "details" => await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "noor.nasser"),
        "link" => await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "casey.cole"),
        "external sign-in" => await OpenAsync(browser, Customer.Address()),
        "external sign-up" => await OpenAsync(browser, Customer.Address(("prompt", "create"))),
        "external reset" => await OpenAsync(browser, (await OpenAsync(browser, Customer.Address())).Link("Forgot your password?").PathAndQuery),
        var provider => await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "provider", provider),
    };
}
