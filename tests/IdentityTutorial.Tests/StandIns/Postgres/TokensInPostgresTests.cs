using System.Text;
using IdentityTutorial.Tests.StandIns.Tokens;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>The token cache of an app that signs in, in the database.</summary>
[Collection(DatabaseTests.Name)]
public sealed class TokensInPostgresTests(PostgreSqlStage postgres)
{
    private static readonly string[] _secrets = ["access-1", "refresh-1", "AccessToken", "eyJ"];

    [Fact]
    public async Task Rows_of_an_encrypted_token_cache_contain_no_token_and_serve_as_well()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await using var app = await StartAsync(stage, encrypt: true);

        await app.SignInAsync();
        Assert.Equal("access-1", await app.TokenAsync());

        var row = Assert.Single(await stage.Database.ColumnAsync<byte[]>($"SELECT value FROM {CacheStage.Table}"));
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, Encoding.Latin1.GetString(row), StringComparison.Ordinal));
        var content = app.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("msal_cache").Unprotect(row);
        Assert.Contains("refresh-1", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_encryption_the_tokens_are_in_the_rows()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await using var app = await StartAsync(stage, encrypt: false);

        await app.SignInAsync();

        var row = Assert.Single(await stage.Database.ColumnAsync<byte[]>($"SELECT value FROM {CacheStage.Table}"));
        Assert.Contains("refresh-1", Encoding.UTF8.GetString(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_away_a_token_counts_as_missing_and_afterwards_it_is_there_again()
    {
        var server = await postgres.ServerAsync();
        await using var stage = await CacheStage.OpenAsync(postgres);
        await using var app = await StartAsync(stage, encrypt: true);
        await app.SignInAsync();

        await server.StopAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("user_null: User.Read", await app.TokenAsync());
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        Assert.Equal("access-1", await app.TokenAsync());
    }

    private static Task<TokenApp> StartAsync(CacheStage stage, bool encrypt) => TokenApp.StartAsync(
        addCache: apis =>
        {
            apis.Services.AddDistributedPostgresCache(options =>
            {
                stage.Settings(options);
                options.ConnectionString = stage.Database.ConnectionString;
            });
            apis.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(options => (options.Encrypt, options.DisableL1Cache) = (encrypt, true));
            apis.AddDistributedTokenCaches();
        },
        configure: services => services.AddDataProtection().UseEphemeralDataProtectionProvider());
}
