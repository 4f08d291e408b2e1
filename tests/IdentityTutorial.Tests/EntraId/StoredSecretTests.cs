using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Secrets are neither stored in the clear nor logged.</summary>
public sealed class StoredSecretTests
{
    private static readonly string[] _tablesWithSecrets = ["SignInSession", "Grant", "ClientCredential"];

    [Fact]
    public async Task Nothing_secret_is_stored_in_the_clear()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var code = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"];
        var tokens = await own.RedeemAsync(SeededApp.SignIn, code);
        var cookie = Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString();

        await own.ChangeAsync(async db =>
        {
            Assert.Equal(1200, await db.Set<User>().CountAsync(user => user.UserPrincipalName.EndsWith("@contoso.example"), Token));
            await db.Database.OpenConnectionAsync(Token);
            foreach (var table in _tablesWithSecrets)
            {
                using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\"";
                using var reader = await command.ExecuteReaderAsync(Token);
                while (await reader.ReadAsync(Token))
                {
                    var row = string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetValue(index)).Select(value => value as string));
                    Assert.DoesNotContain([code, tokens["refresh_token"], cookie, SeededApp.Secret], secret => row.Contains(secret, StringComparison.Ordinal));
                }
            }
        });
    }

    [Fact]
    public async Task Nothing_secret_is_logged()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = await browser.TypePasswordAsync(page, SeededTenants.Alice, "wrong-Password-1");
        var code = AnswerOf(await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, SeededTenants.Alice)))["code"];
        var tokens = await own.RedeemAsync(SeededApp.SignIn, code);
        var refreshed = await own.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        await own.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        await own.RedeemAsync(SeededApp.SignIn, code, ("client_secret", "wrong-secret-1"));

        own.Sandbox.Log.ShouldNotContain(
        [
            code, tokens["id_token"], tokens["access_token"], tokens["refresh_token"], refreshed["refresh_token"], SeededApp.Secret, SeededTenants.Password,
            "wrong-Password-1", "wrong-secret-1", .. browser.Cookies.All.Select(cookie => cookie.Value.ToString()),
        ]);
    }
}
