using System.Text;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using Sandbox.Wire;
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

    /// <summary>The record of exchanges has all of it, and is never written to the disk.</summary>
    [Fact]
    public async Task Nothing_secret_is_in_any_file()
    {
        const string State = "state-of-this-very-test";
        const string Nonce = "nonce-of-this-very-test";
        const string Password = "Password-of-this-very-test-1"; // that of the seed is in the database, as a hint
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
        try
        {
            await using (var own = new EntraIdFixture(Path.Combine(folder, ".data", "sandbox.db"), new TestClock()))
            {
                using var earlier = own.NewBrowser();
                var signUp = await OpenAsync(earlier, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
                await PressAsync(
                    earlier, signUp, "action", "create",
                    ("displayName", "Nora New"), ("username", "nora"), ("password", Password));
                using var browser = own.NewBrowser();
                var address = AuthorizeAddress(SeededApp.SignIn, ("state", State), ("nonce", Nonce));
                var page = await OpenAsync(browser, address);
                page = await browser.TypePasswordAsync(page, "nora@contoso.example", Password);
                var code = AnswerOf(await AtSandboxAsync(browser, page))["code"];
                var tokens = await own.RedeemAsync(SeededApp.SignIn, code);
                var refreshed = await own.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
                string[] secrets =
                [
                    code, State, Nonce, SeededApp.Secret, Password,
                    .. TokensOf(tokens), .. TokensOf(refreshed),
                    .. browser.Cookies.All.Select(cookie => cookie.Value.ToString()),
                ];
                Assert.Contains(
                    own.Service<WireRecord>().After(0),
                    exchange => exchange.Parameters.Any(parameter => parameter.Value == code));

                ShouldNotContain(folder, secrets);
                await own.Sandbox.DisposeAsync();
                ShouldNotContain(folder, secrets);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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

    private static string[] TokensOf(TokenAnswer answer) =>
        [answer["access_token"], answer["id_token"], answer["refresh_token"]];

    private static void ShouldNotContain(string folder, string[] secrets)
    {
        var contents = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, Read);

        // So the search finds what is there.
        Assert.Contains(contents.Values, content => Contains(content, SeededTenants.Alice));
        foreach (var (file, content) in contents)
        {
            Assert.True(
                Array.TrueForAll(secrets, secret => !Contains(content, secret)),
                $"{file} has number {Array.FindIndex(secrets, secret => Contains(content, secret))} of the secrets.");
        }
    }

    private static bool Contains(byte[] content, string text) =>
        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static byte[] Read(string path)
    {
        try
        {
            // The sandbox has the file open.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (FileNotFoundException)
        {
            // SQLite has removed its log since the files were listed.
            return [];
        }
    }
}
