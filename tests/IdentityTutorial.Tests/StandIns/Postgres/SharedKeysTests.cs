using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>Data protection keys in the database.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SharedKeysTests(PostgreSqlStage postgres) : IDisposable
{
    private const string RowsSql = "SELECT \"Xml\" FROM \"DataProtectionKeys\"";

    private readonly CapturedLog _log = new();

    [Fact]
    public async Task Instances_of_an_app_share_their_keys_and_read_what_the_other_protected()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var two = await StartAsync(database);

        var text = Protector(one).Protect("session");

        Assert.Equal("session", Protector(two).Unprotect(text));
        Assert.Single(await database.ColumnAsync<string>(RowsSql));
        Assert.Equal([await database.ScalarAsync<string>("SELECT \"FriendlyName\" FROM \"DataProtectionKeys\"")], [$"key-{KeyIds(two).Single()}"]);
    }

    [Fact]
    public async Task An_app_of_another_name_does_not_read_what_is_protected_with_the_same_keys()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var other = await StartAsync(database, name: "other");

        var text = Protector(one).Protect("session");

        Assert.Throws<CryptographicException>(() => Protector(other).Unprotect(text));
        Assert.Equal(KeyIds(one), KeyIds(other));
    }

    [Fact]
    public async Task A_key_that_another_instance_made_or_revoked_is_seen_after_a_restart()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        var text = Protector(one).Protect("session");
        var revoked = KeyIds(one).Single();
        await using (var two = await StartAsync(database))
        {
            var keys = two.GetRequiredService<IKeyManager>();
            keys.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
            keys.RevokeKey(revoked);
        }

        await using var restarted = await StartAsync(database);

        Assert.Equal(2, KeyIds(restarted).Count);
        Assert.Throws<CryptographicException>(() => Protector(restarted).Unprotect(text));
        Assert.Equal("session", Protector(restarted).Unprotect(Protector(restarted).Protect("session")));
    }

    [Fact]
    public async Task Key_rows_are_unreadable_where_a_certificate_protects_them()
    {
        await using var database = await postgres.NewDatabaseAsync();
        using var certificate = NewCertificate();
        using var wrong = NewCertificate();
        await using var one = await StartAsync(database, keys: keys => keys.ProtectKeysWithCertificate(certificate));
        var text = Protector(one).Protect("session");

        var row = Assert.Single(await database.ColumnAsync<string>(RowsSql));
        Assert.Contains("<EncryptedData", row, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", row, StringComparison.Ordinal);

        await using var two = await StartAsync(database, keys: keys => keys.ProtectKeysWithCertificate(certificate));
        Assert.Equal("session", Protector(two).Unprotect(text));

        await using var thief = await StartAsync(database, keys: keys => keys.ProtectKeysWithCertificate(wrong));
        Assert.Throws<CryptographicException>(() => Protector(thief).Unprotect(text));
    }

    [Fact]
    public async Task Without_a_certificate_the_key_is_in_the_row_but_never_in_the_log()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var two = await StartAsync(database);
        Protector(two).Unprotect(Protector(one).Protect("session"));

        var row = Assert.Single(await database.ColumnAsync<string>(RowsSql));
        var key = System.Xml.Linq.XElement.Parse(row).Descendants("masterKey").Single().Element("value")!.Value;

        _log.ShouldNotContain([key]);
    }

    public void Dispose() => _log.Dispose();

    private static IDataProtector Protector(IServiceProvider app) => app.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static List<Guid> KeyIds(IServiceProvider app) => [.. app.GetRequiredService<IKeyManager>().GetAllKeys().Select(key => key.KeyId)];

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=data protection", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private async Task<ServiceProvider> StartAsync(TestDatabase database, string name = "app", Action<IDataProtectionBuilder>? keys = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddCaptured(_log));
        services.AddDbContext<KeyContext>(options => options.UseNpgsql(database.ConnectionString));
        var builder = services.AddDataProtection().SetApplicationName(name).PersistKeysToDbContext<KeyContext>();
        keys?.Invoke(builder);

        var app = services.BuildServiceProvider();
        await using var scope = app.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeyContext>().Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>The keys' table as an app declares it.</summary>
    private sealed class KeyContext(DbContextOptions<KeyContext> options) : DbContext(options), IDataProtectionKeyContext
    {
        public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    }
}
