using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>What a restart keeps of customers.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
    private readonly TestClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restart_keeps_the_new_customer_and_their_refresh_token()
    {
        TokenAnswer before;
        await using (var first = Start())
        {
            using var browser = first.NewBrowser();
            before = await first.RedeemAsync(await SignUpAsync(browser, "nora@customer.example"));
        }

        await using var second = Start();
        using var returned = second.NewBrowser();

        var again = await second.RedeemAsync(await TypePasswordAsync(returned, "nora@customer.example", NewPassword));
        Assert.Equal((before.IdToken.Subject, false), (again.IdToken.Subject, again.IdToken.TryGetClaim("newUser", out _)));
        Assert.Equal(before.IdToken.Subject, (await second.RefreshAsync(before["refresh_token"])).IdToken.Subject);
    }

    [Fact]
    public async Task After_a_restart_a_person_who_was_on_the_way_is_told_to_start_again()
    {
        Page page;
        CookieJar cookies;
        await using (var first = Start())
        {
            using var browser = first.NewBrowser();
            page = await PressAsync(browser, await OpenSignUpAsync(browser), "action", "send", ("email", "nora@customer.example"));
            cookies = browser.Cookies;
        }

        await using var second = Start();
        using var returned = second.NewBrowser();
        foreach (var cookie in cookies.All)
        {
            returned.Cookies.Set(SandboxFactory.Address, cookie.Name.ToString(), cookie.Value.ToString());
        }

        var answer = await PressAsync(returned, page, "action", "verify", ("verificationCode", "123456"));

        B2CAssert.IsErrorPage(answer, 90046);
        Assert.Contains("Go back to the app and start again", answer.Text, StringComparison.Ordinal);
        Assert.Null(await FindCodeAsync(returned, "nora@customer.example"));
        Assert.NotEmpty(AnswerOf(await SignUpAsync(returned, "nora@customer.example"))["code"]);
    }

    private B2CFixture Start() => new(new EntraIdFixture(Path.Combine(_folder, ".data", "sandbox.db"), _clock));
}
