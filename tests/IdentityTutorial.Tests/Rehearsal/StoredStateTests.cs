using System.Text;
using System.Xml.Linq;
using DeployToAppService.Data;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>What is in the database is of no use without the keys, and the keys are of no use without the certificate.</summary>
[Collection(DatabaseTests.Name)]
public sealed class StoredStateTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    private const string Application = "DeployToAppService";
    private const string Schema = "deploy_to_app_service";

    [Fact]
    public async Task Rows_of_tokens_and_keys_cannot_be_read_without_certificate_and_application_name()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 1);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();

        var row = Assert.Single(await database.ColumnAsync<byte[]>($"SELECT value FROM {Schema}.tokens"));
        var id = Assert.Single(await database.ColumnAsync<string>($"SELECT id FROM {Schema}.tokens"));
        var key = XElement.Parse(Assert.Single(await database.ColumnAsync<string>($"SELECT \"Xml\" FROM {Schema}.\"DataProtectionKeys\"")));

        Assert.DoesNotContain("eyJ", Encoding.Latin1.GetString(row), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(row), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(key.Descendants("masterKey"));
        Assert.NotEmpty(key.Descendants(XName.Get("EncryptedKey", "http://www.w3.org/2001/04/xmlenc#")));

        // The same reader as the app's finds a token in it; with another name, or without the certificate, nothing.
        Assert.Contains("eyJ", Encoding.UTF8.GetString(Read(database, stage.KeyCertificate, Application, id, row)), StringComparison.Ordinal);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => Read(database, stage.KeyCertificate, "Somebody else", id, row));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => Read(database, certificate: null, Application, id, row));
    }

    [Fact]
    public async Task A_row_that_is_damaged_or_another_users_becomes_a_new_token()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        var (first, second) = (stage.Instances[0], stage.Instances[1]);
        await stage.Proxy.RouteAsync(first.Port);
        using var alice = stage.NewBrowser();
        await alice.SignInAsync();
        var ofAlice = Assert.Single(await database.ColumnAsync<string>($"SELECT id FROM {Schema}.tokens"));
        using var bob = stage.NewBrowser();
        await bob.SignInAsync("bob@contoso.example");

        // The second instance has nobody's tokens in its memory: it reads the rows.
        await database.ExecuteAsync($"UPDATE {Schema}.tokens SET value = (SELECT value FROM {Schema}.tokens WHERE id <> '{ofAlice}') WHERE id = '{ofAlice}'");
        await stage.Proxy.RouteAsync(second.Port);
        var afterForeign = await alice.OpenAsync("/profile");
        await database.ExecuteAsync($"UPDATE {Schema}.tokens SET value = set_byte(value, 40, get_byte(value, 40) # 1) WHERE id <> '{ofAlice}'");
        var afterDamage = await bob.OpenAsync("/profile");

        Assert.Contains("alice@contoso.example", afterForeign.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@contoso.example", afterForeign.Text, StringComparison.Ordinal);
        Assert.Contains("bob@contoso.example", afterDamage.Text, StringComparison.Ordinal);
        Assert.Contains("A row of the token cache cannot be decrypted", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_is_taken_up_by_every_instance_and_old_cookies_stay_good()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        var (first, second) = (stage.Instances[0], stage.Instances[1]);
        using var before = stage.NewBrowser();
        await before.SignInAsync();

        using (var services = Services(database, stage.KeyCertificate, Application))
        {
            services.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(90));
        }

        first = await stage.RollAsync(first);
        await stage.Proxy.RouteAsync(first.Port);
        using var after = stage.NewBrowser();
        await after.SignInAsync("bob@contoso.example");
        await stage.Proxy.RouteAsync(second.Port);

        Assert.Contains("alice@contoso.example", (await before.GetAsync("/profile")).Text, StringComparison.Ordinal);
        Assert.Contains("bob@contoso.example", (await after.GetAsync("/profile")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await database.ColumnAsync<int>($"SELECT \"Id\" FROM {Schema}.\"DataProtectionKeys\"")).Count);
    }

    [Fact]
    public async Task Two_apps_in_one_database_do_not_read_each_other()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 1);
        var other = stage.StartInstance([("DataProtection__ApplicationName", "Other"), ("Database__Schema", "other")]);
        await stage.WaitUntilReadyAsync(other);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();

        await stage.Proxy.RouteAsync(other.Port);
        Assert.Equal("/f883241c-3907-4c64-b25d-29a884a930b1/oauth2/v2.0/authorize", (await browser.GetAsync("/Home/Token")).Location?.AbsolutePath);
        using var elsewhere = stage.NewBrowser();
        await elsewhere.SignInAsync();

        // The same person in both: two rows, neither of which takes the place of the other.
        Assert.Single(await database.ColumnAsync<string>($"SELECT id FROM {Schema}.tokens"));
        Assert.Single(await database.ColumnAsync<string>("SELECT id FROM other.tokens"));
        await stage.Proxy.RouteAsync(stage.Instances[0].Port);
        Assert.Contains("alice@contoso.example", (await browser.GetAsync("/profile")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_start_together_on_an_empty_database_make_one_key()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 3);

        Assert.Equal(1, await database.ScalarAsync<long>($"SELECT COUNT(*) FROM {Schema}.\"DataProtectionKeys\""));
    }

    private static byte[] Read(TestDatabase database, string? certificate, string application, string id, byte[] row)
    {
        using var services = Services(database, certificate, application);
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("TokenCache", id).Unprotect(row);
    }

    private static ServiceProvider Services(TestDatabase database, string? certificate, string application)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDbContext<KeyContext>(options => options.UseNpgsql($"{database.ConnectionString};Search Path={Schema}"));
        var protection = services.AddDataProtection().SetApplicationName(application).PersistKeysToDbContext<KeyContext>().DisableAutomaticKeyGeneration();
        if (certificate is not null)
        {
            protection.ProtectKeysWithCertificate(KeyCertificates.LoadFile(certificate));
        }

        return services.BuildServiceProvider();
    }
}
