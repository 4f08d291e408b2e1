using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Journeys that somebody takes where they do not belong: into another browser, to another policy's pages, or on after their end.</summary>
public sealed class JourneyAttackTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    private static readonly string[] _pages = ["signin", "signup", "reset", "profile", "details", "link", "social", "next"];

    public static TheoryData<string> Pages => [.. _pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_journey_goes_on_in_no_other_browser(string page)
    {
        using var attacker = fixture.NewBrowser();
        using var victim = fixture.NewBrowser();
        var begun = await OpenAsync(attacker, Address(Susi));
        await OpenAsync(victim, Address(Susi)); // has a journey cookie too, another one

        var lured = await OpenAsync(victim, PathOf(begun, page));

        B2CAssert.IsErrorPage(lured, 90212);
    }

    [Fact]
    public async Task A_victim_who_is_lured_into_somebodys_journey_signs_nobody_in()
    {
        using var attacker = fixture.NewBrowser();
        using var victim = fixture.NewBrowser();
        var begun = await OpenAsync(attacker, Address(Susi));
        var own = await OpenAsync(victim, Address(Susi));

        var lured = await victim.PostAsync(PathOf(begun, "signin"), [.. FormFields.Of(own.Form("button[name=account]")), new("account", SeededTenants.Casey)]);

        B2CAssert.IsErrorPage(lured, 90212);
        Assert.True((await OpenAsync(attacker, PathOf(begun, "next"))).IsSignInPage());
        Assert.True((await OpenAsync(victim, Address(Susi))).IsSignInPage());
    }

    [Theory]
    [InlineData(Susi, "profile", "signin")]
    [InlineData(Edit, "signup", "signin")]
    [InlineData(Edit, "reset", "signin")]
    [InlineData(Edit, "details", "signin")]
    [InlineData(Edit, "link", "signin")]
    [InlineData(Reset, "signin", "reset")]
    [InlineData(Reset, "signup", "reset")]
    [InlineData(Reset, "profile", "reset")]
    [InlineData(Reset, "social", "reset")]
    public async Task A_page_of_another_policy_leads_back_to_the_journeys_own(string policy, string page, string own)
    {
        using var browser = fixture.NewBrowser();
        var begun = await OpenAsync(browser, Address(policy));

        var shown = await OpenAsync(browser, PathOf(begun, page));

        Assert.Equal((HttpStatusCode.OK, PathOf(begun, own)), (shown.Status, shown.Address.AbsolutePath));
    }

    [Theory]
    [InlineData("signin", "account", SeededTenants.Casey)]
    [InlineData("signup", "action", "send")]
    [InlineData("profile", "action", "save")]
    public async Task A_form_of_another_policy_does_nothing_in_a_reset(string page, string button, string value)
    {
        await using var own = new B2CFixture();
        using var browser = own.NewBrowser();
        var begun = await OpenAsync(browser, Address(Reset));

        var shown = await AtSandboxAsync(browser, await browser.PostAsync(PathOf(begun, page),
            [.. FormFields.Of(begun.Form("button[name=action]")), new("email", "nora@customer.example"), new(button, value), new("displayName", "Mallory")]));

        Assert.Equal(PathOf(begun, "reset"), shown.Address.AbsolutePath);
        Assert.Null(await FindCodeAsync(browser, "nora@customer.example"));
        Assert.True((await OpenAsync(browser, Address(Susi))).IsSignInPage());
    }

    [Fact]
    public async Task A_journey_that_is_over_cannot_be_taken_again()
    {
        using var browser = fixture.NewBrowser();
        var begun = await OpenAsync(browser, Address(Susi));
        await PressAsync(browser, begun, "account", SeededTenants.Casey);

        foreach (var page in _pages)
        {
            B2CAssert.IsErrorPage(await OpenAsync(browser, PathOf(begun, page)), 90046);
        }
    }

    [Fact]
    public async Task Of_many_who_finish_one_journey_at_the_same_moment_one_gets_a_code()
    {
        using var browser = fixture.NewBrowser();
        var begun = await OpenAsync(browser, Address(Susi));
        await browser.PressAsync(begun, "account", SeededTenants.Casey);

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.GetAsync(PathOf(begun, "next"))));

        Assert.Single(ends, end => end.Location is not null);
    }

    [Fact]
    public async Task A_profile_form_that_was_opened_as_one_person_changes_nobody_who_signs_in_meanwhile()
    {
        await using var own = new B2CFixture();
        using var browser = own.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));
        var casey = await OpenAsync(browser, Address(Edit));
        own.Wire.Clock.Advance(TimeSpan.FromMinutes(1));
        await PressAsync(browser, await OpenAsync(browser, Address(Susi, ("prompt", "login"))), "account", SeededTenants.Robin);

        await PressAsync(browser, casey, "action", "save", ("displayName", "Cassandra Cole"));

        Assert.Equal(("Cassandra Cole", "Robin Reyes"), (await NameOfAsync(own, SeededTenants.Casey), await NameOfAsync(own, SeededTenants.Robin)));
    }

    [Fact]
    public async Task A_social_account_that_one_person_went_to_link_is_not_linked_to_another_who_signs_in_meanwhile()
    {
        await using var own = new B2CFixture();
        using var browser = own.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));
        var provider = await PressAsync(browser, await OpenAsync(browser, Address(Edit)), "provider", "gitpond");
        own.Wire.Clock.Advance(TimeSpan.FromMinutes(1));
        await PressAsync(browser, await OpenAsync(browser, Address(Susi, ("prompt", "login"))), "account", SeededTenants.Robin);

        var leaving = await browser.PressAsync(provider, "account", "tove-lind");
        await AtSandboxAsync(browser, await browser.GetAsync(leaving.Link("Continue"), leaving.Address));

        using var other = own.NewBrowser();
        var answer = await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "gitpond", "tove-lind");
        Assert.Equal(CaseyId, (await own.RedeemAsync(answer)).IdToken.GetPayloadValue<string>("oid"));
    }

    private static async Task<string> NameOfAsync(B2CFixture fixture, string email)
    {
        var name = "";
        await fixture.Wire.ReadAsync(async db => name = (await db.Set<User>().SingleAsync(user => user.Mail == email && user.TenantId == new Guid(SeededTenants.B2C), Token)).DisplayName);
        return name;
    }

    private static string PathOf(Page page, string name) => page.Address.AbsolutePath[..(page.Address.AbsolutePath.LastIndexOf('/') + 1)] + name;
}
