using System.Net;
using IdentityTutorial.Tests.Graph;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An administrator sets a password, and the user has to choose another one at the next sign-in.</summary>
public sealed class NewPasswordTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string New = "Chosen-By-Me-2026";

    [Fact]
    public async Task The_page_asks_for_a_new_password_which_counts_from_then_on()
    {
        var name = await CreateAsync();
        using var browser = graph.Login.NewBrowser();
        var page = await TypeAsync(browser, name, SeededTenants.Password);
        Assert.Contains("AADSTS50055", page.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies.Named("__Host-sandbox-session"));

        page = await PressAsync(
            browser, page, "action", "change", ("password", SeededTenants.Password), ("newPassword", New));

        var tokens = await graph.Login.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"]);
        Assert.Equal(name, tokens.IdToken.GetPayloadValue<string>("preferred_username"));
        Assert.Equal(
            HttpStatusCode.OK, (await graph.Login.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
        Assert.Equal(HttpStatusCode.OK, (await PasswordFlow.ExchangeAsync(graph.Login, name, New)).Status);
        ProtocolAssert.IsError(
            await PasswordFlow.ExchangeAsync(graph.Login, name), HttpStatusCode.BadRequest, "invalid_grant", 50126);
    }

    [Fact]
    public async Task Until_then_no_app_gets_tokens_for_the_password()
    {
        var answer = await PasswordFlow.ExchangeAsync(graph.Login, await CreateAsync());

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 50055);
        Assert.Equal("user_password_expired", answer["suberror"]);
    }

    [Fact]
    public async Task A_form_that_is_not_good_enough_stays_on_the_page()
    {
        var name = await CreateAsync();
        using var browser = graph.Login.NewBrowser();
        var page = await TypeAsync(browser, name, SeededTenants.Password);
        (string, string, int)[] forms =
        [
            ("wrong", New, 120000), (SeededTenants.Password, "weak", 120002),
            (SeededTenants.Password, SeededTenants.Password, 120002),
            (SeededTenants.Password, "", 50056),
        ];

        foreach (var (current, chosen, code) in forms)
        {
            page = await browser.PressAsync(page, "action", "change", ("password", current), ("newPassword", chosen));
            ProtocolAssert.IsErrorPage(page, code);
            Assert.Equal(name, page.Document.QuerySelector("input[name=username]")!.GetAttribute("value"));
        }

        page = await PressAsync(
            browser, page, "action", "change", ("password", SeededTenants.Password), ("newPassword", New));
        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    [Fact]
    public async Task Guesses_of_the_current_password_lock_the_account()
    {
        var name = await CreateAsync();
        using var browser = graph.Login.NewBrowser();
        var page = await TypeAsync(browser, name, SeededTenants.Password);
        for (var failure = 0; failure < 10; failure++)
        {
            ProtocolAssert.IsErrorPage(
                await browser.PressAsync(page, "action", "change", ("password", "wrong"), ("newPassword", New)),
                120000);
        }

        ProtocolAssert.IsErrorPage(
            await browser.PressAsync(
                page, "action", "change", ("password", SeededTenants.Password), ("newPassword", New)),
            50053);
    }

    [Theory]
    [InlineData("""{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""", true)]
    [InlineData("""{"passwordProfile":{"password":"Sandbox-2026!","forceChangePasswordNextSignIn":true}}""", true)]
    [InlineData("""{"passwordProfile":{"password":"Sandbox-2026!"}}""", false)]
    public async Task An_administrator_decides_whether_the_password_is_expired(string change, bool isExpired)
    {
        var (id, name) = await graph.CreateUserAsync();

        var changed = await graph.AsAdministratorAsync(
            "User-PasswordProfile.ReadWrite.All", "PATCH", $"/users/{id}", change);

        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        var answer = await PasswordFlow.ExchangeAsync(graph.Login, name);
        Assert.Equal(isExpired ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.Status);
    }

    private async Task<string> CreateAsync()
    {
        var (id, name) = await graph.CreateUserAsync();
        var changed = await graph.AsAdministratorAsync(
            "User-PasswordProfile.ReadWrite.All", "PATCH", $"/users/{id}",
            """{"passwordProfile":{"forceChangePasswordNextSignIn":true}}""");
        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        return name;
    }

    private static async Task<Page> TypeAsync(TestBrowser browser, string name, string password)
    {
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        return await browser.TypePasswordAsync(page, name, password);
    }
}
