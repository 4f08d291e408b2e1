using System.Text.RegularExpressions;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sandbox.Wire;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>What whole journeys leave behind: nothing in the log with which somebody could go on, and no password or code in the record of the wire.</summary>
public sealed class LogTests : IAsyncDisposable
{
    // Writes the whole address of every request, query included, at information level; the sandbox's own settings silence it.
    private const string RequestLines = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private readonly B2CFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Journeys_leave_no_password_code_token_or_cookie()
    {
        using var browser = _fixture.NewBrowser();
        List<string> codes = [];
        var page = await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", "nora@customer.example"));
        codes.Add((await FindCodeAsync(browser, "nora@customer.example"))!);
        page = await PressAsync(browser, page, "action", "verify", ("verificationCode", codes[0]));
        var answer = await CreateAsync(browser, page, ("newPassword", "Secret-Sign-Up-1"));
        var tokens = await _fixture.RedeemAsync(answer);

        page = await PressAsync(browser, await OpenAsync(browser, Address(Reset)), "action", "send", ("email", "nora@customer.example"));
        codes.Add((await FindCodeAsync(browser, "nora@customer.example"))!);
        page = await PressAsync(browser, page, "action", "verify", ("verificationCode", codes[1]));
        page = await PressAsync(browser, page, "action", "continue", ("newPassword", "Secret-Reset-2"));
        var custom = await _fixture.RedeemAsync(await OpenAsync(browser, Address(Custom)), Custom);

        using var other = _fixture.NewBrowser();
        await TypePasswordAsync(other, SeededTenants.Casey, "Secret-Mistyped-3");
        var link = await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "glimpse", "casey.cole");
        await PressAsync(other, link, "action", "link", ("password", "Secret-Link-4"));
        var callback = other.History.Last(exchange => exchange.Address.AbsolutePath.StartsWith("/social/callback/", StringComparison.Ordinal));

        HashSet<string> secrets =
        [
            .. WireSecrets.In([.. browser.History, .. other.History]), tokens["id_token"], tokens["refresh_token"], custom["id_token"], custom["refresh_token"], callback.Query["state"],
            "Secret-Sign-Up-1", "Secret-Reset-2", "Secret-Mistyped-3", "Secret-Link-4",
        ];
        Assert.Contains(callback.Query["code"], secrets);
        bool IsSearched(LogLine line) => line.Category != RequestLines || line.Level >= LogLevel.Warning;
        _fixture.Wire.Sandbox.Log.ShouldNotContain(secrets, IsSearched);
        var records = ReadWire();
        foreach (var code in codes)
        {
            // As a number of its own: six digits are part of many a longer one.
            var number = new Regex($@"(?<![\w.]){code}(?!\w)");
            Assert.DoesNotContain(_fixture.Wire.Sandbox.Log.Lines.Where(IsSearched), line => number.IsMatch(line.Text));
            Assert.DoesNotContain(records, number.IsMatch);
        }

        Assert.Contains(records, record => record.Contains("verificationCode", StringComparison.Ordinal));
        Assert.Contains(records, record => record.Contains("newPassword", StringComparison.Ordinal));
        Assert.DoesNotContain(records, record => record.Contains("Secret-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RequestLines)]
    [InlineData("Microsoft.AspNetCore.Http.Result.RedirectResult")]
    public void Another_default_level_does_not_show_addresses_with_codes(string category)
    {
        using var sandbox = new SandboxFactory { Settings = { ["Logging:LogLevel:Default"] = "Information" } };

        var rules = sandbox.Services.GetRequiredService<IOptions<LoggerFilterOptions>>().Value.Rules;

        Assert.Contains(rules, rule => rule.CategoryName == category && rule.LogLevel == LogLevel.Warning && rule.ProviderName is null);
    }

    /// <summary>The parameters that the recorder kept.</summary>
    private List<string> ReadWire() =>
        [.. _fixture.Wire.Service<WireRecord>().After(0).Select(exchange => string.Join('&', exchange.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")))];
}
