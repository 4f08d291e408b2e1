using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sandbox.Persistence;
using Sandbox.Wire;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>Codes from the mailbox: once, for one thing, for ten minutes, and not to be guessed.</summary>
public sealed class VerificationCodeTests : IAsyncDisposable
{
    private const string Email = "nora@customer.example";
    private readonly EntraIdFixture _fixture = new();
    private readonly TestBrowser _browser;

    public VerificationCodeTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_code_is_used_up_by_the_account_it_made()
    {
        var page = await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        var pages = await Task.WhenAll(CreateAsync(_browser, page, code), CreateAsync(_browser, page, code));

        Assert.Single(pages, each => each.Location is not null);
    }

    [Fact]
    public async Task A_code_of_one_sign_up_is_worth_nothing_in_another()
    {
        await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        using var other = _fixture.NewBrowser();
        var page = await OpenAsync(other, Address(("prompt", "create")));

        page = await other.SubmitAsync(page, fields: [("email", Email), ("action", "create"), ("verificationCode", code), ("newPassword", NewPassword), ("displayName", "Thief")]);

        Assert.Equal("AADSTS50181", ErrorOf(page));
    }

    [Fact]
    public async Task A_code_of_one_address_is_worth_nothing_for_another()
    {
        var page = await AskForCodeAsync(_browser, Email);

        page = await CreateAsync(_browser, page, await ReadCodeAsync(_browser, Email), ("email", "somebody.else@customer.example"));

        Assert.Equal("AADSTS50181", ErrorOf(page));
    }

    [Fact]
    public async Task A_code_for_signing_up_sets_no_password()
    {
        var signUp = await AskForCodeAsync(_browser, Casey);
        var code = await ReadCodeAsync(_browser, Casey);
        var reset = await OpenAsync(_browser, "/reset-password/" + signUp.Address.Segments[^1]);

        reset = await _browser.SubmitAsync(reset, fields: [("email", Casey), ("action", "reset"), ("verificationCode", code), ("newPassword", NewPassword)]);

        Assert.Equal("AADSTS50181", ErrorOf(reset));
    }

    [Fact]
    public async Task A_newer_code_takes_the_older_ones_place()
    {
        var page = await AskForCodeAsync(_browser, Email);
        var older = await ReadCodeAsync(_browser, Email);
        page = await PressAsync(_browser, page, "action", "send");
        var newer = await ReadCodeAsync(_browser, Email);
        Assert.SkipWhen(older == newer, "One time in a million both codes are the same.");

        Assert.Equal("AADSTS50181", ErrorOf(await CreateAsync(_browser, page, older)));
        Assert.NotEmpty(AnswerOf(await CreateAsync(_browser, page, newer))["code"]);
    }

    [Fact]
    public async Task A_code_works_for_ten_minutes()
    {
        var page = await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(10));

        page = await CreateAsync(_browser, page, code);

        Assert.Equal("AADSTS50181", ErrorOf(page));
        Assert.Contains("has expired", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_five_wrong_guesses_even_the_right_code_is_refused(bool atOnce)
    {
        var page = await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        var wrong = code == "123456" ? "654321" : "123456";
        if (atOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync(_browser, page, wrong)));
        }
        else
        {
            for (var guess = 0; guess < 5; guess++)
            {
                Assert.Equal("AADSTS50181", ErrorOf(await CreateAsync(_browser, page, wrong)));
            }
        }

        page = await CreateAsync(_browser, page, code);

        Assert.Contains("tried too often", page.Text, StringComparison.Ordinal);
        Assert.Contains("too many wrong codes", (await _browser.GetAsync("/sandbox/mail")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_a_code_costs_no_guess_and_blanks_in_a_code_do_no_harm()
    {
        var page = await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        foreach (var typed in new[] { "", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", new string('1', 10 * 1024) })
        {
            Assert.Equal("AADSTS50181", ErrorOf(await CreateAsync(_browser, page, typed)));
        }

        Assert.NotEmpty(AnswerOf(await CreateAsync(_browser, page, $" {code[..3]} {code[3..]} "))["code"]);
    }

    [Theory]
    [InlineData(Email)]
    [InlineData(Casey)]
    public async Task A_mailbox_gets_five_codes_in_a_quarter_of_an_hour_known_or_not(string email)
    {
        for (var code = 0; code < 5; code++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AskForCodeAsync(_browser, email)).Status);
        }

        var refused = await AskForCodeAsync(_browser, email.ToUpperInvariant());
        Assert.Equal((HttpStatusCode.TooManyRequests, 5), (refused.Status, (await _browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail-code").Length));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await AskForCodeAsync(_browser, email)).Status);
    }

    [Fact]
    public async Task Many_requests_at_once_bring_no_sixth_code()
    {
        var browsers = Enumerable.Range(0, 12).Select(_ => _fixture.NewBrowser()).ToList();

        var pages = await Task.WhenAll(browsers.Select(browser => AskForCodeAsync(browser, Email)));

        browsers.ForEach(browser => browser.Dispose());
        Assert.Equal(5, pages.Count(page => page.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_reset_forgets_the_codes_and_the_messages_that_brought_them()
    {
        for (var code = 0; code < 5; code++)
        {
            await AskForCodeAsync(_browser, Email);
        }

        await _fixture.Service<SandboxDatabase>().ResetAsync(Token);

        Assert.Contains("There is no message yet", (await _browser.GetAsync("/sandbox/mail")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskForCodeAsync(_browser, Email)).Status);
        Assert.Single((await _browser.GetAsync("/sandbox/mail")).Document.QuerySelectorAll(".mail-code"));
    }

    [Fact]
    public async Task Neither_the_log_nor_the_wire_record_has_a_code_or_a_password()
    {
        var page = await AskForCodeAsync(_browser, Email);
        var code = await ReadCodeAsync(_browser, Email);
        await CreateAsync(_browser, page, code);

        _fixture.Sandbox.Log.ShouldNotContain([code, NewPassword]);
        var records = ReadWire();
        Assert.Contains(records, parameters => parameters.Contains("verificationCode", StringComparison.Ordinal));
        Assert.DoesNotContain(records, parameters => parameters.Contains(code, StringComparison.Ordinal) || parameters.Contains(NewPassword, StringComparison.Ordinal));
    }

    /// <summary>The parameters that the recorder kept.</summary>
    private List<string> ReadWire() =>
        [.. _fixture.Service<WireRecord>().After(0).Select(exchange => string.Join('&', exchange.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")))];
}
