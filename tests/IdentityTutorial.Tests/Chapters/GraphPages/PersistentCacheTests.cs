using System.Net;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>The token cache in a file: it outlives the process, tells a thief nothing, and a damaged entry is no entry.</summary>
public sealed class PersistentCacheTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("token-cache-");
    private readonly SignInStage<CallMicrosoftGraph.Controllers.HomeController> _stage;

    public PersistentCacheTests() => _stage = new(chapterSettings: new() { ["TokenCache:File"] = CacheFile });

    private string CacheFile => Path.Combine(_folder.FullName, "tokens.db");

    private int TokenRequests => _stage.Backchannel.Count(Endpoints.Token);

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task After_a_restart_nobody_is_asked_and_no_token_either()
    {
        await _stage.Browser.SignInAsync();
        await _stage.RestartChapterAsync();

        var page = await _stage.Browser.GetAsync("/profile");

        ShouldBeTheProfileOf(page, SeededTenants.Alice);
        Assert.Equal(0, TokenRequests);
    }

    [Fact]
    public async Task The_file_shows_neither_tokens_nor_people()
    {
        await _stage.Browser.SignInAsync();
        var tokens = WireSecrets.In([.. _stage.Browser.History, .. _stage.Backchannel.Exchanges]);

        var entries = Encoding.Latin1.GetString([.. Entries().SelectMany(entry => entry.Value)]);

        Assert.NotEmpty(entries);
        Assert.DoesNotContain("AccessToken", entries, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", entries, StringComparison.OrdinalIgnoreCase);
        Assert.All(tokens, token => Assert.DoesNotContain(token, entries, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_entry_counts_as_lost_for_a_page_for_a_sign_in_and_for_the_app_itself()
    {
        await _stage.Browser.SignInAsync();
        await _stage.Browser.GetAsync("/administration");
        await _stage.NewBrowser().SignInAsync(SeededTenants.Bob);

        await Table.ShouldHoldAsync(["flipped", "cut", "empty", "garbage", "encrypted with keys that are gone"], async damage =>
        {
            await StopAndChangeAsync(entries =>
            {
                Assert.Equal(3, entries.Count); // of Alice, of Bob and of the app
                return entries.ToDictionary(entry => entry.Key, entry => Damage(entry.Value, damage));
            });
            var before = _stage.Browser.History.Count;
            var bob = _stage.NewBrowser();

            var page = await _stage.Browser.OpenAsync("/profile");
            var signIn = await bob.SignInAsync(SeededTenants.Bob);
            var administration = await _stage.Browser.GetAsync("/administration");

            ShouldBeTheProfileOf(page, SeededTenants.Alice);
            Assert.Single(_stage.Browser.History.Skip(before), exchange => Endpoints.Authorize(exchange.Address));
            Assert.Equal(HttpStatusCode.OK, signIn.Status);
            ShouldBeTheProfileOf(await bob.GetAsync("/profile"), SeededTenants.Bob);
            Assert.Equal(HttpStatusCode.OK, administration.Status);
            Assert.Contains("1,200", administration.Text, StringComparison.Ordinal);
            Assert.Contains(_stage.Chapter.Log.Problems, IsAboutUnreadableRow);
            ShouldNotHaveReachedMsal();
        });
    }

    [Fact]
    public async Task Entries_swapped_between_two_people_show_nobody_the_others_profile()
    {
        await _stage.Browser.SignInAsync(SeededTenants.Alice);
        var bob = _stage.NewBrowser();
        await bob.SignInAsync(SeededTenants.Bob);
        await StopAndChangeAsync(entries =>
        {
            var keys = entries.Keys.Order(StringComparer.Ordinal).ToList();
            Assert.Equal(2, keys.Count);
            return new() { [keys[0]] = entries[keys[1]], [keys[1]] = entries[keys[0]] };
        });

        ShouldBeTheProfileOf(await _stage.Browser.OpenAsync("/profile"), SeededTenants.Alice);
        ShouldBeTheProfileOf(await bob.OpenAsync("/profile"), SeededTenants.Bob);

        // The key is part of the encryption, so MSAL never reads the other's entry.
        Assert.Contains(_stage.Chapter.Log.Problems, IsAboutUnreadableRow);
        ShouldNotHaveReachedMsal();
    }

    private static void ShouldBeTheProfileOf(Page page, string account)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(account, page.Document.QuerySelector("dl.facts code")!.TextContent);
    }

    private void ShouldNotHaveReachedMsal() =>
        Assert.DoesNotContain(_stage.Chapter.Log.Problems, line => line.Text.Contains("deserializ", StringComparison.OrdinalIgnoreCase));

    private static bool IsAboutUnreadableRow(LogLine line) =>
        line.Text.Contains("A row of the token cache cannot be decrypted", StringComparison.Ordinal);

    private static byte[] Damage(byte[] entry, string damage) => damage switch
    {
        "flipped" => [.. entry[..(entry.Length / 2)], (byte)(entry[entry.Length / 2] ^ 0xFF), .. entry[(entry.Length / 2 + 1)..]],
        "cut" => entry[..(entry.Length / 2)],
        "empty" => [],
        "encrypted with keys that are gone" => new EphemeralDataProtectionProvider().CreateProtector("TokenCache").Protect("{}"u8.ToArray()),
        _ => [.. Enumerable.Repeat((byte)'x', 500)],
    };

    private Dictionary<string, byte[]> Entries()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, value FROM cache";
        using var reader = command.ExecuteReader();
        var entries = new Dictionary<string, byte[]>();
        while (reader.Read())
        {
            entries[reader.GetString(0)] = reader.GetFieldValue<byte[]>(1);
        }

        return entries;
    }

    // The first level of the cache, in memory, ends with the process; what counts then is the file.
    private async Task StopAndChangeAsync(Func<Dictionary<string, byte[]>, Dictionary<string, byte[]>> change)
    {
        var changed = change(Entries());
        await using (var connection = Open())
        {
            foreach (var (key, value) in changed)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "UPDATE cache SET value = $value WHERE key = $key";
                command.Parameters.AddWithValue("$key", key);
                command.Parameters.AddWithValue("$value", value);
                Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            }
        }

        await _stage.RestartChapterAsync();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={CacheFile}");
        connection.Open();
        return connection;
    }
}
