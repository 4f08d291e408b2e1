using System.Net;
using Microsoft.Net.Http.Headers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Answers that belong to no request of this browser: <c>state</c>, correlation cookie, nonce cookie and PKCE tie the two together.</summary>
/// <inheritdoc />
public abstract class StateTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    private const string Correlation = ".AspNetCore.Correlation";
    private const string Nonce = ".AspNetCore.OpenIdConnect.Nonce";

    [Theory]
    [InlineData("missing")]
    [InlineData("cut")]
    [InlineData("lengthened")]
    [InlineData("one letter changed")]
    [InlineData("doubled")]
    public async Task A_damaged_state_signs_nobody_in(string damage)
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields.Remove("state", out var state);
        var middle = state!.Length / 2;
        var damaged = damage switch
        {
            "cut" => state[..^5],
            "lengthened" => state + "AAAA",
            "one letter changed" => state[..middle] + (state[middle] == 'A' ? 'B' : 'A') + state[(middle + 1)..],
            "doubled" => state + state,
            _ => null,
        };

        await ShouldBeRefusedAsync(await DeliverAsync(damaged is null ? fields : fields.Append(new("state", damaged))));
    }

    [Theory]
    [InlineData(Correlation)]
    [InlineData(Nonce)]
    public async Task Without_the_cookie_that_the_request_left_nobody_is_signed_in(string cookie)
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        Assert.NotEqual(0, Browser.Cookies.Delete(cookie));

        await ShouldBeRefusedAsync(await DeliverAsync(fields));
    }

    [Theory]
    [InlineData(Correlation)]
    [InlineData(Nonce)]
    public async Task The_cookie_of_another_browsers_request_does_not_do(string cookie)
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        var other = Stage.NewBrowser();
        await ReachCallbackAsync(other, Cast.OtherAccount);
        Browser.Cookies.Delete(cookie);
        Copy(other, Browser, cookie);

        await ShouldBeRefusedAsync(await DeliverAsync(fields));
    }

    [Fact]
    public async Task Somebody_elses_whole_answer_signs_nobody_in_and_ones_own_still_counts()
    {
        var own = FieldsOf(await ReachCallbackAsync());
        var attacker = Stage.NewBrowser();
        var injected = FieldsOf(await ReachCallbackAsync(attacker, Cast.OtherAccount));

        await ShouldBeRefusedAsync(await DeliverAsync(injected));
        await DeliverAsync(own);

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_code_in_the_answer_to_another_of_ones_requests_signs_nobody_in()
    {
        var first = FieldsOf(await ReachCallbackAsync());
        var second = FieldsOf(await ReachCallbackAsync());
        first["code"] = second["code"];

        var page = await DeliverAsync(first);

        await ShouldBeRefusedAsync(page);
        Assert.Contains(Cast.WrongVerifier, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_requests_of_one_browser_can_be_answered_in_any_order()
    {
        var first = FieldsOf(await ReachCallbackAsync());
        var second = FieldsOf(await ReachCallbackAsync());

        Assert.Equal(HttpStatusCode.OK, (await DeliverAsync(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await DeliverAsync(first)).Status);

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_an_answer_again_is_refused_and_does_not_end_the_session_it_began()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        await DeliverAsync(fields);

        var page = await DeliverAsync(fields);

        ShouldExplainItself(page);
        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_answer_is_worthless_to_whoever_copied_it_with_all_its_cookies()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        var thief = Stage.NewBrowser();
        Copy(Browser, thief, ".AspNetCore");
        await DeliverAsync(fields);

        var page = await DeliverAsync(fields, thief);

        await ShouldBeRefusedAsync(page, thief);
        Assert.Contains(Cast.UsedCode, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_issuer_is_refused_even_when_everything_else_fits()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields["iss"] = Cast.IssuerOf(SeededTenants.Fabrikam);

        await ShouldBeRefusedAsync(await DeliverAsync(fields));
    }

    [Fact]
    public async Task An_answer_that_names_the_right_issuer_signs_in()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields["iss"] = Cast.IssuerOf(Cast.Tenant);
        await DeliverAsync(fields);

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    private static void Copy(TestBrowser from, TestBrowser to, string prefix)
    {
        var cookies = from.Cookies.Named(prefix);
        Assert.NotEmpty(cookies);
        foreach (SetCookieHeaderValue cookie in cookies)
        {
            to.Cookies.Set(to.Home, cookie.Name.ToString(), cookie.Value.ToString());
        }
    }
}
