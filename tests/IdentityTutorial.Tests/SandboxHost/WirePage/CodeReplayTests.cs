using System.Net;
using AngleSharp.Dom;
using IdentityTutorial.Tests.B2C;
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

    [Fact]
    public async Task The_code_of_a_policy_that_stands_in_the_query_is_rejected_too()
    {
        await using var customers = new B2CFixture();
        using var browser = customers.NewBrowser();
        var answer = await B2CFixture.SignCustomerInAsync(browser, B2CFixture.Address(B2CFixture.Susi));
        using var client = customers.Wire.Sandbox.CreateWireClient();
        using var redeemed = await client.PostAsync(
            $"/{SeededTenants.B2CDomain}/oauth2/v2.0/token?p={B2CFixture.Susi}",
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = B2CFixture.Chapter.ClientId,
                ["client_secret"] = SeededApp.Secret,
                ["redirect_uri"] = B2CFixture.Chapter.RedirectUri,
                ["code"] = EntraIdFixture.AnswerOf(answer)["code"],
            }),
            EntraIdFixture.Token);
        Assert.Equal(HttpStatusCode.OK, redeemed.StatusCode);
        var page = await browser.GetAsync($"/sandbox/wire?user={SeededTenants.Casey}");

        page = await browser.FollowAsync(
            await browser.SubmitAsync(page, page.Form("form[action='/sandbox/wire/replay']")));

        var error = page.Document.QuerySelectorAll(".message")[^1].QuerySelector(".error")!;
        Assert.Contains("AADB2C90080", error.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_a_bad_request()
    {
        using var client = fixture.Sandbox.CreateWireClient();
        using var body = new StringContent("{}", System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));

        using var answer = await client.PostAsync("/sandbox/wire/replay", body, EntraIdFixture.Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
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
