using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Social sign-ins that are forged, repeated, carried into another browser, or meant to take somebody's account over.</summary>
public sealed class SocialAttackTests : IAsyncDisposable
{
    private readonly B2CFixture _fixture = new();
    private readonly TestBrowser _browser;

    public SocialAttackTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_is_carried_into_another_browser_signs_nobody_in_there()
    {
        var callback = await ReachCallbackAsync(_browser, "robin.reyes");
        using var victim = _fixture.NewBrowser();
        await PressAsync(victim, await OpenAsync(victim, Address(Susi)), "provider", "glimpse");

        B2CAssert.IsErrorPage(await OpenAsync(victim, callback.PathAndQuery), 50089, "AADSTS");
        Assert.True((await OpenAsync(victim, Address(Susi))).IsSignInPage());
    }

    [Fact]
    public async Task Somebody_who_is_lured_to_the_attackers_page_at_the_provider_sees_no_account_and_answers_nothing()
    {
        var provider = await PressAsync(_browser, await OpenAsync(_browser, Address(Susi)), "provider", "glimpse");
        using var victim = _fixture.NewBrowser();
        var own = await PressAsync(victim, await OpenAsync(victim, Address(Susi)), "provider", "glimpse");

        var page = await victim.GetAsync(provider.Address.PathAndQuery);
        var answer = await victim.PostAsync(
            provider.Address.PathAndQuery,
            [.. FormFields.Of(own.Form("button[name=account]")), new("account", "robin.reyes")]);

        B2CAssert.IsErrorPage(page, 50089, "AADSTS");
        Assert.Contains("This sign-in started in another browser", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("button[name=account]"));
        B2CAssert.IsErrorPage(answer, 50089, "AADSTS");
        Assert.Contains("This sign-in started in another browser", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _browser.PressAsync(provider, "account", "robin.reyes")).Status);
    }

    [Theory]
    [InlineData("state", "made-up")]
    [InlineData("state", "")]
    [InlineData("code", "made-up")]
    [InlineData("code", "")]
    public async Task A_forged_answer_signs_nobody_in(string parameter, string value)
    {
        var callback = await ReachCallbackAsync(_browser, "robin.reyes");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        query[parameter] = value;

        var page = await OpenAsync(_browser, Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(callback.AbsolutePath, query!));

        B2CAssert.IsErrorPage(page, 50089, "AADSTS");
        Assert.True((await OpenAsync(_browser, Address(Susi))).IsSignInPage());
    }

    [Fact]
    public async Task A_code_of_one_provider_is_none_of_the_other()
    {
        var glimpse = await ReachCallbackAsync(_browser, "robin.reyes");
        var gitpond = await ReachCallbackAsync(_browser, "tove-lind", "gitpond");
        string Query(Uri uri, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query)[name]!;

        var page = await OpenAsync(_browser, $"/social/callback/gitpond?state={Query(gitpond, "state")}&code={Query(glimpse, "code")}");
        B2CAssert.IsErrorPage(page, 50089, "AADSTS");
        page = await OpenAsync(_browser, $"/social/callback/gitpond?state={Query(glimpse, "state")}&code={Query(glimpse, "code")}");
        B2CAssert.IsErrorPage(page, 50089, "AADSTS");
    }

    [Fact]
    public async Task An_answer_counts_once_however_many_bring_it_at_the_same_moment()
    {
        var callback = await ReachCallbackAsync(_browser, "robin.reyes");

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _browser.GetAsync(callback.PathAndQuery)));

        var returned = Assert.Single(pages, page => page.Location is not null).Location!;
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _browser.GetAsync(returned.PathAndQuery)));
        Assert.Single(ends, page => page.Location?.AbsolutePath.EndsWith("/next", StringComparison.Ordinal) == true);
        B2CAssert.IsErrorPage(await OpenAsync(_browser, callback.PathAndQuery), 50089, "AADSTS");
    }

    [Theory]
    [InlineData(1, "code")]
    [InlineData(15, "15 minutes")]
    public async Task An_answer_that_comes_too_late_signs_nobody_in(int minutes, string problem)
    {
        var callback = await ReachCallbackAsync(_browser, "robin.reyes");
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(minutes));

        var page = await OpenAsync(_browser, callback.PathAndQuery);

        B2CAssert.IsErrorPage(page, 50089, "AADSTS");
        Assert.Contains(problem, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("glimpse", "casey.cole")]
    [InlineData("gitpond", "casey-cole")]
    public async Task An_address_of_somebody_here_links_nothing_without_that_accounts_password(string provider, string account)
    {
        var page = await UseSocialAsync(_browser, await OpenAsync(_browser, Address(Susi)), provider, account);
        if (provider == "gitpond")
        {
            // Nobody vouches for the address, and the attacker does not read the mailbox.
            page = await PressAsync(_browser, page, "action", "send", ("email", SeededTenants.Casey));
            B2CAssert.Asks(await PressAsync(_browser, page, "action", "verify", ("verificationCode", "000000")), 90159);
            page = await PressAsync(_browser, page, "action", "verify", ("verificationCode", (await FindCodeAsync(_browser, SeededTenants.Casey))!));
        }

        Assert.EndsWith("/link", page.Address.AbsolutePath, StringComparison.Ordinal);
        B2CAssert.Asks(await PressAsync(_browser, page, "action", "link", ("password", "")), 90158);
        B2CAssert.Asks(await PressAsync(_browser, page, "action", "link", ("password", "wrong"), ("username", SeededTenants.Robin), ("email", SeededTenants.Robin)), 90054);
        B2CAssert.Asks(await PressAsync(_browser, page, "action", "link", ("password", NewPassword)), 90054);

        // Not on the page that makes accounts either.
        page = await OpenAsync(_browser, page.Address.AbsolutePath.Replace("/link", "/details", StringComparison.Ordinal));
        Assert.EndsWith("/link", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(SeededTenants.Casey));
    }

    [Fact]
    public async Task The_password_links_both_and_the_social_account_signs_in_as_that_customer()
    {
        var page = await UseSocialAsync(_browser, await OpenAsync(_browser, Address(Susi)), "glimpse", "casey.cole");
        await PressAsync(_browser, page, "action", "link", ("password", SeededTenants.Password));
        using var later = _fixture.NewBrowser();

        var token = (await _fixture.RedeemAsync(await UseSocialAsync(later, await OpenAsync(later, Address(Susi)), "glimpse", "casey.cole"))).IdToken;

        Assert.Equal((CaseyId, "glimpse.example"), (token.GetPayloadValue<string>("oid"), token.GetPayloadValue<string>("idp")));
        Assert.False(token.TryGetPayloadValue<bool>("newUser", out _));
    }

    [Fact]
    public async Task Of_two_customers_who_link_one_social_account_at_the_same_moment_one_gets_it()
    {
        using var other = _fixture.NewBrowser();
        var casey = await ReturnFromProviderAsync(_browser, SeededTenants.Casey);
        var robin = await ReturnFromProviderAsync(other, SeededTenants.Robin);

        await Task.WhenAll(_browser.GetAsync(casey.PathAndQuery), other.GetAsync(robin.PathAndQuery));

        await _fixture.Wire.ReadAsync(async db =>
            Assert.Equal(1, await db.Set<UserIdentity>().CountAsync(identity => identity.Issuer == "gitpond.example" && identity.IssuerAssignedId == "tove-lind", Token)));
    }

    [Fact]
    public async Task Of_two_who_make_an_account_of_one_social_account_at_the_same_moment_one_succeeds()
    {
        using var other = _fixture.NewBrowser();
        var first = await UseSocialAsync(_browser, await OpenAsync(_browser, Address(Susi)), "glimpse", "noor.nasser");
        var second = await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "glimpse", "noor.nasser");

        var pages = await Task.WhenAll(PressAsync(_browser, first, "action", "create"), PressAsync(other, second, "action", "create"));

        Assert.Single(pages, page => page.Location is not null);
        Assert.Equal(1, await CountAsync("noor@customer.example"));
    }

    [Theory]
    [InlineData("glimpse.example")]
    [InlineData(SeededTenants.B2CDomain)]
    public async Task The_last_way_to_sign_in_cannot_be_unlinked(string issuer)
    {
        var details = await UseSocialAsync(_browser, await OpenAsync(_browser, Address(Susi)), "glimpse", "noor.nasser");
        await PressAsync(_browser, details, "action", "create");
        var profile = await OpenAsync(_browser, Address(Edit));

        var page = await _browser.SubmitAsync(profile, profile.Form("button[name=unlink]"), [("unlink", issuer)]);

        B2CAssert.Asks(page, 90158);
        using var later = _fixture.NewBrowser();
        Assert.NotNull((await UseSocialAsync(later, await OpenAsync(later, Address(Susi)), "glimpse", "noor.nasser")).Location);
    }

    /// <summary>The address with which the provider sends the browser back.</summary>
    private static async Task<Uri> ReachCallbackAsync(TestBrowser browser, string account, string provider = "glimpse")
    {
        var page = await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "provider", provider);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (await browser.PressAsync(page, "account", account)).Link("Continue");
    }

    /// <summary>Goes to link Tove's account, up to the page that does it.</summary>
    private static async Task<Uri> ReturnFromProviderAsync(TestBrowser browser, string customer)
    {
        var profile = await PressAsync(browser, await OpenAsync(browser, Address(Edit)), "account", customer);
        var leaving = await browser.PressAsync(await PressAsync(browser, profile, "provider", "gitpond"), "account", "tove-lind");
        return (await browser.GetAsync(leaving.Link("Continue"), leaving.Address)).Location!;
    }

    private async Task<int> CountAsync(string email)
    {
        var count = 0;
        await _fixture.Wire.ReadAsync(async db => count = await db.Set<User>().CountAsync(user => user.Mail == email && user.TenantId == new Guid(SeededTenants.B2C), Token));
        return count;
    }
}
