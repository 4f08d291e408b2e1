using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>The button of the wire page that sends the redemption of a code again.</summary>
public sealed class CodeReplayTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task The_second_redemption_of_a_code_is_rejected_in_the_same_conversation()
    {
        var (code, _) = await RecordedSignIn.RunAsync(fixture, "state-of-a-replay", "nonce-of-a-replay");
        using var browser = fixture.NewBrowser();
        var page = await browser.GetAsync($"/sandbox/wire?user={SeededTenants.Alice}");
        var before = page.Document.QuerySelectorAll(".message").Length;
        var form = page.Form("form[action='/sandbox/wire/replay']");

        page = await browser.FollowAsync(await browser.SubmitAsync(page, form));

        var messages = page.Document.QuerySelectorAll(".message");
        Assert.Equal(before + 1, messages.Length);
        Assert.Contains("AADSTS54005", messages[^1].QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"#{messages[^1].Id}", page.Address.Fragment);
        Assert.DoesNotContain(code, page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("99999999999")]
    public async Task A_number_that_the_record_does_not_have_is_not_found(string exchange)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.PostAsync("/sandbox/wire/replay", [new("exchange", exchange)]);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }
}
