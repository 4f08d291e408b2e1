using System.Net;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Whether an address has an account is nobody's business but its reader's: the answers are the same, byte for byte.</summary>
public sealed partial class AccountEnumerationTests : IAsyncDisposable
{
    // As long as each other, so that the pages are too.
    private const string Known = SeededTenants.Casey;
    private const string Unknown = "cases@customer.example";
    private const string Disabled = SeededTenants.Robin;
    private const string UnknownToo = "rocin@customer.example";
    private readonly StatementLog _statements = new();
    private readonly B2CFixture _fixture;

    public AccountEnumerationTests() => _fixture = new(new EntraIdFixture(new SandboxFactory { Interceptors = [_statements] }));

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("sign in")]
    [InlineData("sign in until locked")]
    [InlineData("ask for a sign-up code")]
    [InlineData("ask for a reset code")]
    [InlineData("guess a sign-up code")]
    [InlineData("guess a reset code")]
    [InlineData("ask for too many codes")]
    public async Task A_known_an_unknown_and_a_disabled_address_are_answered_alike(string what)
    {
        await _fixture.Wire.ChangeAsync(async db =>
        {
            // The page offers the seeded customers by a button; these are no longer among them.
            await db.Set<User>().ExecuteUpdateAsync(set => set.SetProperty(user => user.IsOffered, false), Token);
            await db.Set<User>().Where(user => user.Mail == Disabled).ExecuteUpdateAsync(set => set.SetProperty(user => user.Enabled, false), Token);
        });

        var answers = new List<string>();
        foreach (var email in new[] { Known, Unknown, Disabled, UnknownToo })
        {
            using var browser = _fixture.NewBrowser();
            answers.Add(Mask(await DoAsync(browser, what, email), email));
        }

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Theory]
    [InlineData(Reset)]
    [InlineData(Susi)]
    public async Task A_code_for_an_address_without_an_account_takes_the_same_statements(string policy)
    {
        await _fixture.Wire.ChangeAsync(db =>
            db.Set<User>().Where(user => user.Mail == Disabled).ExecuteUpdateAsync(set => set.SetProperty(user => user.Enabled, false), Token));
        var statements = new List<IReadOnlyList<string>>();
        foreach (var email in new[] { Known, Unknown, Disabled, UnknownToo })
        {
            using var browser = _fixture.NewBrowser();
            var page = policy == Reset ? await OpenAsync(browser, Address(Reset)) : await OpenSignUpAsync(browser);
            _statements.Take(_ => true);
            await PressAsync(browser, page, "action", "send", ("email", email));
            statements.Add(_statements.Take(_ => true));
        }

        Assert.Contains(statements[0], statement => statement.Contains("\"UserIdentity\"", StringComparison.Ordinal));
        Assert.All(statements, each => Assert.Equal(statements[0], each));
    }

    [Fact]
    public async Task Nobody_reads_the_message_that_an_address_without_an_account_does_not_get()
    {
        using var browser = _fixture.NewBrowser();

        await PressAsync(browser, await OpenAsync(browser, Address(Reset)), "action", "send", ("email", Unknown));

        Assert.Null(await FindCodeAsync(browser, Unknown));
        Assert.DoesNotContain(Unknown, (await browser.GetAsync("/sandbox/mail")).Text, StringComparison.Ordinal);
    }

    private static async Task<Page> DoAsync(TestBrowser browser, string what, string email)
    {
        switch (what)
        {
            case "sign in":
                return await TypePasswordAsync(browser, email, "Wrong-guess-1");
            case "sign in until locked":
                for (var failure = 0; failure < 10; failure++)
                {
                    await TypePasswordAsync(browser, email, "Wrong-guess-1");
                }

                return await TypePasswordAsync(browser, email, SeededTenants.Password);
            case "ask for a sign-up code":
                return await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", email));
            case "ask for a reset code":
                return await PressAsync(browser, await OpenAsync(browser, Address(Reset)), "action", "send", ("email", email));
            case "guess a sign-up code":
                return await GuessAsync(browser, await OpenSignUpAsync(browser), email);
            case "guess a reset code":
                return await GuessAsync(browser, await OpenAsync(browser, Address(Reset)), email);
            default:
                var page = await PressAsync(browser, await OpenAsync(browser, Address(Reset)), "action", "send", ("email", email));
                for (var more = 0; more < 5; more++)
                {
                    page = await PressAsync(browser, page, "action", "send");
                }

                return page;
        }
    }

    /// <summary>Five guesses, of which one might be right one time in two hundred thousand.</summary>
    private static async Task<Page> GuessAsync(TestBrowser browser, Page page, string email)
    {
        page = await PressAsync(browser, page, "action", "send", ("email", email));
        for (var guess = 0; guess < 5; guess++)
        {
            page = await PressAsync(browser, page, "action", "verify", ("verificationCode", $"00000{guess}"));
        }

        return page;
    }

    /// <summary>What is left when the address, the journey, the antiforgery token and the error's ids are taken out.</summary>
    private static string Mask(Page page, string email)
    {
        Assert.NotEqual(HttpStatusCode.InternalServerError, page.Status);
        var headers = string.Join('\n', page.Exchange.ResponseHeaders.Where(header => header.Key != "Set-Cookie").OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
        var text = $"{(int)page.Status}\n{headers}\n{page.Html.Replace("<wbr>", "", StringComparison.Ordinal)}".Replace(email, "(address)", StringComparison.OrdinalIgnoreCase)
            .Replace(Uri.EscapeDataString(email), "(address)", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("(address)", text, StringComparison.Ordinal);
        return Random().Replace(text, "(random)");
    }

    [GeneratedRegex(@"(?<=/b2c/)[\w-]{43}|(?<=__RequestVerificationToken"" type=""hidden"" value="")[^""]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=nonce[-=]""?)[\w+/=-]{16,}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ")]
    private static partial Regex Random();
}
