using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>Signing up at an external tenant: the whole way, and what a person or an attacker can do wrong.</summary>
public sealed class SignUpTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_new_customer_gets_tokens_as_Entra_ID_issues_them()
    {
        using var browser = fixture.NewBrowser();

        var tokens = await RedeemAsync(fixture, await SignUpAsync(browser, " Nora@Customer.example "));

        var token = tokens.IdToken;
        Assert.Equal($"https://localhost:7443/{Tenant}/v2.0", token.Issuer);
        Assert.Equal(("nora@customer.example", "Nora Lind", Tenant, "2.0"),
            (token.GetPayloadValue<string>("preferred_username"), token.GetPayloadValue<string>("name"), token.GetPayloadValue<string>("tid"), token.GetPayloadValue<string>("ver")));
        Assert.DoesNotContain(["idp", "tfp", "acr", "emails", "newUser"], name => token.TryGetPayloadValue<object>(name, out _));
    }

    [Fact]
    public async Task A_new_customer_signs_in_with_the_password_in_another_browser()
    {
        using var first = fixture.NewBrowser();
        await SignUpAsync(first, "ines@customer.example");
        using var second = fixture.NewBrowser();

        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(second, "INES@customer.example", NewPassword))["code"]);
    }

    [Fact]
    public async Task The_sign_in_page_leads_to_the_sign_up_page()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, Address());

        page = await OpenAsync(browser, page.Link("Create an account").PathAndQuery);

        Assert.NotNull(page.Document.QuerySelector("input[name=email]"));
        Assert.Contains("Create an account", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Casey)]
    [InlineData("CASEY@Customer.Example")]
    public async Task An_address_that_is_taken_is_told_only_to_somebody_who_reads_the_mailbox(string email)
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var asked = await AskForCodeAsync(browser, email);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal("AADSTS50181", ErrorOf(await CreateAsync(browser, asked, "000000")));

        var page = await CreateAsync(browser, asked, await ReadCodeAsync(browser, email));

        Assert.Equal((HttpStatusCode.BadRequest, "AADSTS1003037"), (page.Status, ErrorOf(page)));
        await own.ReadAsync(async db => Assert.Equal("Casey Cole", (await db.Set<User>().SingleAsync(user => user.Mail == Casey && user.TenantId == new Guid(Tenant), Token)).DisplayName));
    }

    [Fact]
    public async Task Of_two_who_sign_up_with_one_address_at_the_same_moment_one_succeeds()
    {
        const string email = "twins@customer.example";
        using var one = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        var (first, second) = (await AskForCodeAsync(one, email), await AskForCodeAsync(other, email));
        var codes = (await one.GetAsync("/sandbox/mail?to=" + email)).Document.QuerySelectorAll(".mail-code").Select(code => code.TextContent).ToList();

        var pages = await Task.WhenAll(CreateAsync(one, first, codes[1]), CreateAsync(other, second, codes[0]));

        Assert.Single(pages, page => page.Location is not null);
        Assert.Equal("AADSTS1003037", ErrorOf(Assert.Single(pages, page => page.Location is null)));
    }

    [Theory]
    [InlineData("c\u0430sey@customer.example", "characters other than the letters A to Z")]
    [InlineData("casey\uFF20customer.example", "characters other than the letters A to Z")]
    [InlineData("casey@customer\u3002example", "characters other than the letters A to Z")]
    [InlineData("casey@cust\u00F6mer.example", "characters other than the letters A to Z")]
    [InlineData("casey@xn--customr-d4a.example", "characters other than the letters A to Z")]
    [InlineData("ca\u200Dsey@customer.example", "characters other than the letters A to Z")]
    [InlineData("\u212Aasey@customer.example", "characters other than the letters A to Z")]
    [InlineData("casey@customer", "not a complete email address")]
    [InlineData("casey@customer.example\r\nBcc: all@customer.example", "not a complete email address")]
    [InlineData("casey@@customer.example", "not a complete email address")]
    [InlineData("", "missing")]
    public async Task An_address_that_is_none_or_only_looks_like_one_is_refused_and_gets_no_code(string email, string problem)
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();

        var page = await AskForCodeAsync(browser, email);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(problem, page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail-code"));
    }

    [Theory]
    [InlineData("displayName", "more than 256 characters")]
    [InlineData("givenName", "more than 64 characters")]
    [InlineData("surname", "more than 64 characters")]
    [InlineData("city", "more than 64 characters")]
    [InlineData("country", "more than 64 characters")]
    [InlineData("newPassword", "has 10240 characters")]
    [InlineData("email", "more than 254 characters")]
    public async Task Ten_kilobytes_in_a_field_are_refused_by_name_and_the_code_stays_good(string field, string problem)
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await AskForCodeAsync(browser, "big@customer.example");
        var code = await ReadCodeAsync(browser, "big@customer.example");

        var refused = await CreateAsync(browser, page, code, (field, new string('x', 10 * 1024)));

        Assert.Equal((HttpStatusCode.BadRequest, "AADSTS1003001"), (refused.Status, ErrorOf(refused)));
        Assert.Contains(problem, refused.Text, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerOf(await CreateAsync(browser, page, code))["code"]);
    }

    [Theory]
    [InlineData("Ada\u202Enimda", "has invisible characters")]
    [InlineData("Ada\nLovelace", "has invisible characters")]
    [InlineData("   ", "display name is missing")]
    public async Task A_display_name_that_deceives_the_eye_is_refused(string name, string problem)
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();

        var page = await SignUpAsync(browser, "ada@customer.example", ("displayName", name));

        Assert.Contains(problem, page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_in_a_name_is_text_wherever_it_is_shown()
    {
        const string script = "<script>alert(1)</script>\"' onfocus=x";
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var refused = await SignUpAsync(browser, "eve@customer.example", ("displayName", script), ("newPassword", "weak"));
        Assert.Equal(script, refused.Document.QuerySelector("#displayName")!.GetAttribute("value"));
        Assert.DoesNotContain("<script>alert", refused.Html, StringComparison.Ordinal);

        var tokens = await RedeemAsync(own, await CreateAsync(browser, refused, await ReadCodeAsync(browser, "eve@customer.example"), ("displayName", script)));

        Assert.Equal(script, tokens.IdToken.GetPayloadValue<string>("name"));
        var page = await OpenAsync(browser, Address(("prompt", "select_account")));
        Assert.Equal(script, page.Document.QuerySelector("button[value='eve@customer.example'] span")!.TextContent);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Short-1", "has 7 characters")]
    [InlineData("alllowercase", "at least three of these")]
    [InlineData("lower-and-signs", "at least three of these")]
    [InlineData("Tab\there-12", "control character")]
    [InlineData("", "missing")]
    public async Task A_weak_password_is_refused_and_the_rest_of_the_form_is_kept(string password, string problem)
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();

        var page = await SignUpAsync(browser, "weak@customer.example", ("newPassword", password));

        Assert.Contains(problem, page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Nora Lind", "Oslo", "weak@customer.example"), (ValueOf(page, "displayName"), ValueOf(page, "city"), ValueOf(page, "email")));
        Assert.Equal(("", ""), (ValueOf(page, "newPassword"), ValueOf(page, "verificationCode")));
    }

    [Fact]
    public async Task Cancelling_either_step_goes_back_to_the_application()
    {
        using var browser = fixture.NewBrowser();
        var first = await OpenAsync(browser, Address(("prompt", "create")));
        ProtocolAssert.IsError(await PressAsync(browser, first, "action", "cancel"), App.RedirectUri, "access_denied", 65004);

        var second = await AskForCodeAsync(browser, "gone@customer.example");
        ProtocolAssert.IsError(await PressAsync(browser, second, "action", "cancel"), App.RedirectUri, "access_denied", 65004);
    }

    [Fact]
    public async Task The_account_is_there_after_a_restart_and_a_sign_up_that_waits_begins_anew()
    {
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-");
        try
        {
            var (database, clock) = (Path.Combine(folder.FullName, "sandbox.db"), new TestClock());
            Page waiting;
            IReadOnlyList<(string Name, string Value)> cookies;
            await using (var before = new EntraIdFixture(database, clock))
            {
                using var browser = before.NewBrowser();
                await SignUpAsync(browser, "kept@customer.example");
                using var other = before.NewBrowser();
                waiting = await AskForCodeAsync(other, "later@customer.example");
                cookies = [.. other.Cookies.All.Select(cookie => (cookie.Name.ToString(), cookie.Value.ToString()))];
            }

            await using var after = new EntraIdFixture(database, clock);
            using var returned = after.NewBrowser();
            Assert.NotEmpty(AnswerOf(await TypePasswordAsync(returned, "kept@customer.example", NewPassword))["code"]);
            using var late = after.NewBrowser();
            foreach (var (name, value) in cookies)
            {
                late.Cookies.Set(SandboxFactory.Address, name, value);
            }

            Assert.Contains("Go back to the app and start again", (await late.GetAsync(waiting.Address.AbsolutePath)).Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string ValueOf(Page page, string field) => page.Document.QuerySelector($"[name={field}]")!.GetAttribute("value") ?? "";
}
