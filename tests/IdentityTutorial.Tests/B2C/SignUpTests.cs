using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Making an account with an e-mail address and a password.</summary>
public sealed class SignUpTests : IAsyncLifetime
{
    private const string Nora = "nora@customer.example";

    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_new_customer_is_signed_in_with_what_they_typed_and_is_new_this_once()
    {
        using var browser = _fixture.NewBrowser();

        var tokens = await _fixture.RedeemAsync(await SignUpAsync(browser, "Nora@Customer.Example"));

        var token = tokens.IdToken;
        Assert.Equal(("Nora Lind", "Nora", "Lind", "Oslo", "Norway", Nora, "true"), (
            token.GetClaim("name").Value, token.GetClaim("given_name").Value, token.GetClaim("family_name").Value, token.GetClaim("city").Value, token.GetClaim("country").Value,
            token.GetClaim("emails").Value, token.GetClaim("newUser").Value));
        Assert.Equal(System.Security.Claims.ClaimValueTypes.Boolean, token.GetClaim("newUser").ValueType);
        Assert.False((await _fixture.RefreshAsync(tokens["refresh_token"])).IdToken.TryGetClaim("newUser", out _));
        Assert.False((await _fixture.RedeemAsync(await OpenAsync(browser, Address(Susi)))).IdToken.TryGetClaim("newUser", out _));
    }

    [Fact]
    public async Task The_new_password_signs_in_in_another_browser()
    {
        using var browser = _fixture.NewBrowser();
        using var other = _fixture.NewBrowser();
        var subject = (await _fixture.RedeemAsync(await SignUpAsync(browser, Nora))).IdToken.Subject;

        var again = await TypePasswordAsync(other, Nora, NewPassword);

        Assert.Equal(subject, (await _fixture.RedeemAsync(again)).IdToken.Subject);
    }

    [Fact]
    public async Task Only_the_mailboxs_reader_is_told_that_there_is_an_account()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenSignUpAsync(browser);

        var sent = await PressAsync(browser, page, "action", "send", ("email", SeededTenants.Casey));
        Assert.Null(sent.Document.QuerySelector("[role=alert]"));
        var proved = await PressAsync(browser, sent, "action", "verify", ("verificationCode", (await FindCodeAsync(browser, SeededTenants.Casey))!));

        B2CAssert.Asks(proved, 90001);
        Assert.Null(proved.Document.QuerySelector("button[value=create]"));
        var signIn = await PressAsync(browser, proved, "action", "signin");
        Assert.Equal(SeededTenants.Casey, SignInTests.ValueOf(signIn, "email"));
    }

    [Fact]
    public async Task A_proved_address_cannot_be_swapped_for_another()
    {
        using var browser = _fixture.NewBrowser();
        var page = await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), Nora);

        await browser.SubmitAsync(page, page.Form("button[value=create]"), ("email", "victim@customer.example"), ("action", "send"));
        var answer = await CreateAsync(browser, page, ("email", "victim@customer.example"));

        Assert.Equal(Nora, (await _fixture.RedeemAsync(answer)).IdToken.GetClaim("emails").Value);
        Assert.Null(await FindCodeAsync(browser, "victim@customer.example"));
    }

    [Fact]
    public async Task An_address_that_is_not_proved_makes_no_account()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenSignUpAsync(browser);

        page = await browser.SubmitAsync(page, page.Form("button[value=send]"), ("email", Nora), ("action", "create"), ("newPassword", NewPassword), ("displayName", "Nora"));

        B2CAssert.Asks(page, 90158);
        B2CAssert.Asks(await TypePasswordAsync(browser, Nora, NewPassword), 90054);
    }

    [Fact]
    public async Task A_code_for_one_address_proves_no_other()
    {
        using var browser = _fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", Nora));
        var code = (await FindCodeAsync(browser, Nora))!;
        page = await PressAsync(browser, page, "action", "change");
        page = await PressAsync(browser, page, "action", "send", ("email", "victim@customer.example"));

        B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", code)), 90159);
    }

    [Fact]
    public async Task Wrong_codes_old_codes_and_too_many_of_them_are_told_apart()
    {
        using var browser = _fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", Nora));
        var code = (await FindCodeAsync(browser, Nora))!;
        var wrong = code == "000000" ? "000001" : "000000";

        B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", wrong)), 90159);
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(10));
        B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", code)), 90159);

        page = await PressAsync(browser, page, "action", "send");
        code = (await FindCodeAsync(browser, Nora))!;
        wrong = code == "000000" ? "000001" : "000000";
        for (var attempt = 0; attempt < 4; attempt++)
        {
            B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", wrong)), 90159);
        }

        B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", wrong)), 90157);
        B2CAssert.Asks(await PressAsync(browser, page, "action", "verify", ("verificationCode", code)), 90157);
    }

    [Fact]
    public async Task A_mailbox_gets_five_codes_and_then_none_for_a_while()
    {
        using var browser = _fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", Nora));
        for (var again = 0; again < 4; again++)
        {
            page = await PressAsync(browser, page, "action", "send");
        }

        B2CAssert.Asks(await PressAsync(browser, page, "action", "send"), 90244);
    }

    [Theory]
    [InlineData("newPassword", "short", "8 to 64")]
    [InlineData("newPassword", "alllowercase", "at least three of these")]
    [InlineData("displayName", "", "display name is missing")]
    [InlineData("surname", "0123456789012345678901234567890123456789012345678901234567890123456789", "surname has more than 64")]
    public async Task A_mistake_keeps_what_was_typed_but_not_the_password(string field, string value, string problem)
    {
        using var browser = _fixture.NewBrowser();
        var page = await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), Nora);

        var asked = await CreateAsync(browser, page, (field, value));

        B2CAssert.Asks(asked, 90158);
        Assert.Contains(problem, asked.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Oslo", ""), (SignInTests.ValueOf(asked, "city"), SignInTests.ValueOf(asked, "newPassword")));
        Assert.NotEmpty(AnswerOf(await CreateAsync(browser, asked))["code"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nora")]
    [InlineData("n\u043era@customer.example")]
    public async Task An_address_that_is_none_gets_no_code(string email)
    {
        using var browser = _fixture.NewBrowser();

        B2CAssert.Asks(await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", email)), 90158);
    }

    [Fact]
    public async Task A_script_in_a_name_comes_back_as_text()
    {
        using var browser = _fixture.NewBrowser();
        var page = await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), Nora);

        var asked = await CreateAsync(browser, page, ("displayName", "<script>alert(1)</script>"), ("newPassword", "short"));

        Assert.Equal("<script>alert(1)</script>", SignInTests.ValueOf(asked, "displayName"));
        Assert.DoesNotContain("<script>alert", asked.Html, StringComparison.Ordinal);
    }
}
