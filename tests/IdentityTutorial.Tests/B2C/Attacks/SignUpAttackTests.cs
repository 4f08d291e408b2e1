using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Sign-ups that try to be somebody else's, or to leave something behind in a name.</summary>
public sealed class SignUpAttackTests : IAsyncDisposable
{
    private const string Email = "nora@customer.example";
    private readonly B2CFixture _fixture = new();
    private readonly TestBrowser _browser;

    public SignUpAttackTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(SeededTenants.Casey)]
    [InlineData("CASEY@Customer.Example")]
    [InlineData("\t casey@customer.example  ")]
    public async Task An_address_that_is_taken_makes_no_second_account_and_changes_none(string email)
    {
        var page = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), email);

        B2CAssert.Asks(page, 90001);
        Assert.Null(page.Document.QuerySelector("[name=newPassword]"));
        B2CAssert.Asks(await _browser.SubmitAsync(page, fields: [("action", "create"), ("newPassword", NewPassword), ("displayName", "Mallory")]), 90001);
        Assert.Equal(["Casey Cole"], await NamesOfAsync(SeededTenants.Casey));
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(_browser, SeededTenants.Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task Of_two_who_sign_up_with_one_address_at_the_same_moment_one_gets_the_account()
    {
        using var other = _fixture.NewBrowser();
        var first = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);
        var second = await ProveMailboxAsync(other, await OpenSignUpAsync(other), Email.ToUpperInvariant());

        var pages = await Task.WhenAll(CreateAsync(_browser, first), CreateAsync(other, second));

        Assert.Single(pages, page => page.Location is not null);
        B2CAssert.Asks(Assert.Single(pages, page => page.Location is null), 90001);
        Assert.Single(await NamesOfAsync(Email));
    }

    [Fact]
    public async Task An_address_that_is_changed_after_it_was_proved_is_ignored()
    {
        var proved = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);

        var answer = await CreateAsync(_browser, proved, ("email", "victim@customer.example"), ("username", "victim@customer.example"), ("signInName", "victim@customer.example"));

        Assert.Contains(Email, (await _fixture.RedeemAsync(answer)).IdToken.GetPayloadValue<string[]>("emails"));
        Assert.Empty(await NamesOfAsync("victim@customer.example"));
    }

    [Fact]
    public async Task Nobody_asks_for_another_address_between_the_proof_and_the_account()
    {
        var proved = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);
        await _browser.SubmitAsync(proved, fields: [("action", "send"), ("email", "victim@customer.example")]);

        await CreateAsync(_browser, proved);

        Assert.Null(await FindCodeAsync(_browser, "victim@customer.example"));
        Assert.Equal((1, 0), ((await NamesOfAsync(Email)).Count, (await NamesOfAsync("victim@customer.example")).Count));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("verify")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Nobody_makes_an_account_without_a_proved_mailbox(string action)
    {
        var page = await OpenSignUpAsync(_browser);

        page = await _browser.SubmitAsync(page, page.Form("button[name=action]"),
            [("action", action), ("email", Email), ("newPassword", NewPassword), ("displayName", "Nora"), ("verificationCode", "000000")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Empty(await NamesOfAsync(Email));
    }

    [Theory]
    [InlineData("displayName", "more than 256 characters")]
    [InlineData("givenName", "more than 64 characters")]
    [InlineData("surname", "more than 64 characters")]
    [InlineData("city", "more than 64 characters")]
    [InlineData("country", "more than 64 characters")]
    [InlineData("newPassword", "has 10240 characters")]
    public async Task Ten_kilobytes_in_a_field_are_refused_by_name_and_the_proof_stays_good(string field, string problem)
    {
        var proved = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);

        var refused = await CreateAsync(_browser, proved, (field, new string('x', 10 * 1024)));

        B2CAssert.Asks(refused, 90158);
        Assert.Contains(problem, refused.Text, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerOf(await CreateAsync(_browser, refused))["code"]);
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("givenName")]
    [InlineData("surname")]
    [InlineData("city")]
    [InlineData("country")]
    public async Task A_field_with_what_cannot_be_seen_is_refused(string field)
    {
        var page = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);
        foreach (var text in new[] { "a\u001bb", "a\u0085b", "a\r\nb", "a\u202Eb", "a\u2066b", "a\u2028b" })
        {
            page = await CreateAsync(_browser, page, (field, text));

            B2CAssert.Asks(page, 90158);
            Assert.Contains("has invisible characters", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("email")]
    [InlineData("displayName")]
    [InlineData("newPassword")]
    public async Task A_form_with_a_NUL_character_is_refused_and_the_journey_goes_on(string field)
    {
        var page = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);

        var refused = await CreateAsync(_browser, page, (field, "a\0b"));

        Assert.Equal((HttpStatusCode.BadRequest, null), (refused.Status, refused.Location));
        Assert.NotEmpty(AnswerOf(await CreateAsync(_browser, page))["code"]);
    }

    [Theory]
    [InlineData("\u200B\u200B")]
    [InlineData("\u200E \u200F")]
    [InlineData("\uFEFF")]
    [InlineData("\u00AD")]
    public async Task A_display_name_of_which_nothing_can_be_seen_is_none(string name)
    {
        var page = await CreateAsync(_browser, await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email), ("displayName", name));

        B2CAssert.Asks(page, 90158);
        Assert.Contains("The display name is missing.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_every_field_is_text_on_every_page_of_the_sandbox()
    {
        const string markup = "</p><script>alert(1)</script>\"'&<b>";
        var fields = new[] { "displayName", "givenName", "surname", "city", "country" };
        var proved = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), Email);
        var refused = await CreateAsync(_browser, proved, [.. fields.Select(field => (field, markup)), ("newPassword", "weak")]);
        ShouldBeText(refused);
        await CreateAsync(_browser, refused, fields.Select(field => (field, markup)));

        ShouldBeText(await OpenAsync(_browser, Address(Edit)));
        ShouldBeText(await PressAsync(_browser, await OpenAsync(_browser, Address(Edit)), "action", "save", ("displayName", "")), fields[1..]);

        void ShouldBeText(Page page, string[]? among = null)
        {
            Assert.All(among ?? fields, field => Assert.Equal(markup, page.Document.QuerySelector($"[name={field}]")!.GetAttribute("value")));
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/sandbox/mail?to=%3Cscript%3Ealert(1)%3C/script%3E%22%27")]
    [InlineData("/sandbox/mail?to=a&to=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/sandbox/mail?to=%00%0d%0aX-Evil:1")]
    public async Task The_mailbox_shows_an_odd_address_as_text(string address)
    {
        var page = await _browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Null(page.Header("X-Evil"));
    }

    [Theory]
    [InlineData("c\u0430sey@customer.example")]
    [InlineData("casey@customer\u3002example")]
    [InlineData("ca\u200Dsey@customer.example")]
    [InlineData("casey@xn--customr-d4a.example")]
    [InlineData("\uFF43asey@customer.example")]
    [InlineData("casey@customer.example\r\nBcc: all@customer.example")]
    [InlineData("casey@customer.example,mallory@evil.example")]
    [InlineData("<script>alert(1)</script>@customer.example")]
    [InlineData("\"casey\"@customer.example")]
    public async Task An_address_that_only_looks_like_one_gets_no_code_and_signs_nobody_in(string email)
    {
        foreach (var start in new[] { await OpenSignUpAsync(_browser), await OpenAsync(_browser, Address(Reset)) })
        {
            var page = await PressAsync(_browser, start, "action", "send", ("email", email));
            B2CAssert.Asks(page, 90158);
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        }

        Assert.Empty((await _browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail-code"));
        B2CAssert.Asks(await TypePasswordAsync(_browser, email, SeededTenants.Password), 90054);
    }

    private async Task<List<string>> NamesOfAsync(string email)
    {
        List<string> names = [];
        await _fixture.Wire.ChangeAsync(async db =>
            names = await db.Set<User>().Where(user => user.Mail == email && user.TenantId == new Guid(SeededTenants.B2C)).Select(user => user.DisplayName).ToListAsync(Token));
        return names;
    }
}
