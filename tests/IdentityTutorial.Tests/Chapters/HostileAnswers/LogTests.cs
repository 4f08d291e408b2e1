using System.Net;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>
/// Logs are read by more people than may sign in: from Information upwards, neither the chapter's nor the sandbox's log
/// holds what went over the wire.
/// </summary>
/// <inheritdoc />
public abstract class LogTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    // Writes the whole address of every request, query included, at information level; the apps' own settings silence it.
    private const string RequestLines = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Fact]
    public async Task A_sign_in_and_sign_out_leave_no_secret_in_any_log()
    {
        await Browser.SignInAsync(start: "/Home/Token");
        await Browser.SignOutAsync();

        ShouldHoldNoSecret(Browser);
    }

    [Fact]
    public async Task A_sign_in_with_a_password_leaves_no_secret_in_any_log()
    {
        var page = await Browser.TypePasswordAsync(await Browser.OpenAsync("/Home/Token"), Cast.Account, "Wrong-guess-2026!");
        page = await Browser.TypePasswordAsync(page, Cast.Account);
        await Browser.FinishSignInAsync(await Browser.FollowAsync(page));
        Assert.NotNull(await WhoIsSignedInAsync());

        ShouldHoldNoSecret(Browser);
    }

    [Fact]
    public async Task Failed_sign_ins_leave_no_secret_in_any_log()
    {
        List<TestBrowser> browsers = [];
        foreach (var forgery in new[] { "expired", "wrong issuer", "wrong audience", "wrong nonce", "missing sub", "damaged signature", "unsigned", "another tenant's tid" })
        {
            using var forged = HostileIdToken.Serve(Stage.Backchannel, Forger, Stranger, forgery);
            var browser = Stage.NewBrowser();
            browsers.Add(browser);
            await ShouldBeRefusedAsync(await browser.SignInAsync(), browser);
        }

        ShouldHoldNoSecret([.. browsers]);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("code")]
    public async Task An_answer_that_was_changed_leaves_no_secret_in_any_log(string field)
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields[field] += "x";
        await ShouldBeRefusedAsync(await DeliverAsync(fields));

        ShouldHoldNoSecret(Browser);
    }

    [Fact]
    public async Task A_token_response_that_cannot_be_read_is_not_copied_into_the_log()
    {
        using var broken = Stage.Backchannel.Rewrite(Endpoints.Token, body => body[..^1]);
        var page = await Browser.SignInAsync();
        await ShouldBeRefusedAsync(page);

        ShouldHoldNoSecret(Browser);
    }

    [Fact]
    public async Task An_error_of_the_token_endpoint_leaves_no_secret_in_any_log()
    {
        using var refused = Stage.Backchannel.Answer(Endpoints.Token, HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"AADSTS70000: Unknown."}""");
        await ShouldBeRefusedAsync(await Browser.SignInAsync());

        ShouldHoldNoSecret(Browser);
    }

    private void ShouldHoldNoSecret(params IReadOnlyList<TestBrowser> browsers)
    {
        Exchange[] exchanges = [.. browsers.SelectMany(browser => browser.History), .. Stage.Backchannel.Exchanges];
        HashSet<string> secrets = [.. WireSecrets.In(exchanges), .. exchanges.SelectMany(Ties)];
        Stage.Chapter.Log.ShouldNotContain(secrets, IsSearched);
        Stage.Platform.Log.ShouldNotContain(secrets, IsSearched);
    }

    // Below Information, the handler writes redirect addresses, cookies and tokens. The READMEs say so.
    private static bool IsSearched(LogLine line) => line.Level >= (line.Category == RequestLines ? LogLevel.Warning : LogLevel.Information);

    /// <summary>What ties an answer to its request.</summary>
    private static IEnumerable<string> Ties(Exchange exchange) =>
        exchange.Query.Concat(exchange.Form).Where(pair => pair is { Key: "state" or "nonce", Value.Length: > 8 }).Select(pair => pair.Value);
}
