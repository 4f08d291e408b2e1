using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The page of a user: sessions, and accounts that are locked.</summary>
public sealed class DirectorySessionTests : DirectoryPageTest
{
    [Fact]
    public async Task One_session_ends_with_its_tokens_and_the_other_one_goes_on()
    {
        using var first = Fixture.NewBrowser();
        using var second = Fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("scope", Scope));
        var code = AnswerOf(await SignInAsync(first, address))["code"];
        var tokens = await Fixture.RedeemAsync(SeededApp.SignIn, code);
        var sid = tokens.IdToken.GetPayloadValue<string>("sid");
        await SignInAsync(second, address);
        var page = await OpenUserAsync(SeededTenants.Alice);

        page = await PressAsync(page, "value", sid);

        Assert.Contains("The session was ended", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            "login_required", AnswerOf(await EntraIdFixture.OpenAsync(first, address + "&prompt=none"))["error"]);
        Assert.NotEmpty(AnswerOf(await EntraIdFixture.OpenAsync(second, address + "&prompt=none"))["code"]);
        var refused = await Fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task All_sessions_and_tokens_of_a_user_are_revoked()
    {
        using var user = Fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("scope", Scope));
        await SignInAsync(user, address);

        var page = await PressAsync(await OpenUserAsync(SeededTenants.Alice), "action", "revoke");

        Assert.Contains("/revokeSignInSessions", page.Text, StringComparison.Ordinal);
        Assert.Contains("The user has no session in any browser.", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            "login_required", AnswerOf(await EntraIdFixture.OpenAsync(user, address + "&prompt=none"))["error"]);
    }

    [Fact]
    public async Task A_locked_customer_is_unlocked()
    {
        using var user = Fixture.NewBrowser();
        for (var failure = 0; failure < 10; failure++)
        {
            await ExternalId.Customer.TypePasswordAsync(user, SeededTenants.Casey, "wrong");
        }

        var list = await OpenAsync("?tenant=fabrikamcustomers.onmicrosoft.com&q=casey");
        var page = await Browser.ClickAsync(list, "#rows-title + table a");

        Assert.Contains("10, locked until", page.Text, StringComparison.Ordinal);
        await PressAsync(page, "action", "unlock");
        var answer = await ExternalId.Customer.TypePasswordAsync(user, SeededTenants.Casey, SeededTenants.Password);

        Assert.NotEmpty(AnswerOf(answer)["code"]);
    }

    [Fact]
    public async Task A_locked_user_of_an_organization_is_unlocked()
    {
        for (var failure = 0; failure < 10; failure++)
        {
            await SendPasswordAsync("wrong");
        }

        var locked = await SendPasswordAsync(SeededTenants.Password);
        var page = await PressAsync(await OpenUserAsync(SeededTenants.Carol), "action", "unlock");

        ProtocolAssert.IsError(locked, HttpStatusCode.BadRequest, "invalid_grant", 50053);
        Assert.Contains(
            "The account is unlocked, and its failed sign-ins are deleted.", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await SendPasswordAsync(SeededTenants.Password))["access_token"]);

        Task<TokenAnswer> SendPasswordAsync(string password) => Fixture.TokenAsync(
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId), ("scope", "openid profile"),
            ("username", SeededTenants.Carol), ("password", password));
    }
}
