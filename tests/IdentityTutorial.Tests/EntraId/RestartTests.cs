using System.Net;
using Sandbox.Persistence;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>What a restart keeps, what a reset restores, and what happens to a database that does not fit.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
    private readonly TestClock _clock = new();

    private string Database => Path.Combine(_folder, ".data", "sandbox.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restart_keeps_session_consent_refresh_token_and_keys()
    {
        TokenAnswer before;
        CookieJar cookies;
        Page openPage;
        await using (var first = Start())
        {
            using var browser = first.NewBrowser();
            before = await first.RedeemAsync(SeededApp.AsksForConsent, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)))["code"]);
            openPage = await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "select_account")));
            cookies = browser.Cookies;
        }

        await using var second = Start();
        using var returned = second.NewBrowser();
        foreach (var cookie in cookies.All)
        {
            returned.Cookies.Set(SandboxFactory.Address, cookie.Name.ToString(), cookie.Value.ToString());
        }

        Assert.NotEmpty(AnswerOf(await returned.GetAsync(AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "none"))))["code"]);
        Assert.Contains("Go back to the app and start again", (await PressAsync(returned, openPage, "account", SeededTenants.Alice)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await UserInfoTests.CallAsync(second, before["access_token"])).Status);
        var after = await second.RefreshAsync(SeededApp.AsksForConsent, before["refresh_token"]);
        Assert.Equal(before.IdToken.Kid, after.IdToken.Kid);
    }

    [Fact]
    public async Task A_reset_restores_the_seed_and_keeps_the_keys()
    {
        await using var fixture = Start();
        var before = await fixture.GetTokensAsync(SeededApp.AsksForConsent);
        await fixture.ChangeAsync(db =>
        {
            db.RemoveRange(db.Set<User>().Where(user => user.UserPrincipalName == SeededTenants.Bob));
            return Task.CompletedTask;
        });

        await fixture.Service<SandboxDatabase>().ResetAsync(Token);

        using var browser = fixture.NewBrowser();
        Assert.True((await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Bob)).IsConsentPage());
        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.AsksForConsent, before["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 70000);
        Assert.Equal(before.IdToken.Kid, (await fixture.GetTokensAsync(SeededApp.SignIn)).IdToken.Kid);
    }

    [Theory]
    [InlineData("no database at all, but long enough to be taken for one and certainly not of SQLite's making")]
    [InlineData("")]
    public async Task A_file_that_is_no_database_is_set_aside_and_an_empty_one_is_filled(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        await File.WriteAllTextAsync(Database, content, Token);

        await using (var fixture = Start())
        {
            Assert.Equal(HttpStatusCode.OK, (await fixture.GetTokensAsync(SeededApp.SignIn)).Status);
        }

        Assert.Equal(content.Length > 0 ? 1 : 0, Directory.GetFiles(Path.GetDirectoryName(Database)!, "sandbox.db.*.old").Length);
    }

    [Fact]
    public async Task A_database_of_another_version_is_set_aside_with_one_clear_line()
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "old.db")};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE \"User\" (\"Id\" TEXT); PRAGMA user_version = 42;";
            await command.ExecuteNonQueryAsync(Token);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        File.Move(Path.Combine(_folder, "old.db"), Database);

        await using var fixture = Start();

        Assert.Equal(HttpStatusCode.OK, (await fixture.GetTokensAsync(SeededApp.SignIn)).Status);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Database)!, "sandbox.db.*.old"));
        Assert.Single(fixture.Sandbox.Log.Lines, line => line.Text.Contains("was made by another version of the sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_seed_asks_for_a_certificate_and_the_sandbox_makes_it_once()
    {
        await using (Start())
        {
        }

        var file = Path.Combine(_folder, ".data", "certificates", "daemon.pfx");
        var made = await File.ReadAllBytesAsync(file, Token);
        await using var again = Start();
        await again.Service<SandboxDatabase>().ResetAsync(Token);

        Assert.Equal(made, await File.ReadAllBytesAsync(file, Token));
    }

    private EntraIdFixture Start() => new(Database, _clock);
}
