using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>Tokens in a distributed cache, with and without the cache in memory before it.</summary>
public sealed class DistributedCacheTests
{
    private readonly FaultyCache _cache = new();

    [Fact]
    public async Task An_entry_is_written_in_clear_when_encryption_is_not_asked_for()
    {
        await using var app = await StartAsync();

        await app.SignInAsync();

        Assert.Contains("access-1", Encoding.UTF8.GetString(_cache.Get(TokenApp.AccountId)!), StringComparison.Ordinal);
        Assert.Equal("access-1", await app.TokenAsync());
    }

    [Fact]
    public async Task An_encrypted_entry_shows_no_token_and_serves_as_well()
    {
        await using var app = await StartAsync(options => (options.Encrypt, options.DisableL1Cache) = (true, true));

        await app.SignInAsync();

        var entry = _cache.Get(TokenApp.AccountId)!;
        Assert.DoesNotContain("access-1", Encoding.UTF8.GetString(entry), StringComparison.Ordinal);
        Assert.Contains("access-1", Encoding.UTF8.GetString(Protector(app).Unprotect(entry)), StringComparison.Ordinal);
        Assert.Equal("access-1", await app.TokenAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_entry_counts_as_missing_and_is_replaced_by_the_next_sign_in(bool encrypt)
    {
        await using var app = await StartAsync(options => (options.Encrypt, options.DisableL1Cache) = (encrypt, true));
        await app.SignInAsync();
        _cache.Set(TokenApp.AccountId, [1, 2, 3, 4], new());

        Assert.Equal("user_null: User.Read", await app.TokenAsync());

        Assert.Contains(app.App.Log.Problems, line => line.Text.Contains("entry of the token cache", StringComparison.Ordinal));
        app.App.Browser.Cookies.Delete("");
        await app.SignInAsync();
        Assert.Equal("access-2", await app.TokenAsync());
    }

    [Fact]
    public async Task An_entry_of_another_key_or_in_clear_counts_as_missing_where_encryption_is_on()
    {
        await using var app = await StartAsync(options => (options.Encrypt, options.DisableL1Cache) = (true, true));
        await app.SignInAsync();
        var content = Protector(app).Unprotect(_cache.Get(TokenApp.AccountId)!);

        _cache.Set(TokenApp.AccountId, new EphemeralDataProtectionProvider().CreateProtector("msal_cache").Protect(content), new());
        Assert.Equal("user_null: User.Read", await app.TokenAsync());

        _cache.Set(TokenApp.AccountId, content, new());
        Assert.Equal("user_null: User.Read", await app.TokenAsync());
    }

    [Fact]
    public async Task An_entry_under_another_users_key_gives_that_user_nothing()
    {
        await using var app = await StartAsync(options => options.DisableL1Cache = true);
        await app.SignInAsync();
        var other = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new("uid", "mallory"), new("utid", "elsewhere")], "test"));
        _cache.Set("mallory.elsewhere", _cache.Get(TokenApp.AccountId)!, new());
        await using var request = app.App.Services.CreateAsyncScope();

        var exception = await Assert.ThrowsAsync<Microsoft.Identity.Web.MicrosoftIdentityWebChallengeUserException>(() =>
            request.ServiceProvider.GetRequiredService<Microsoft.Identity.Web.ITokenAcquisition>().GetAccessTokenForUserAsync(["User.Read"], user: other));

        Assert.Equal("user_null", exception.MsalUiRequiredException.ErrorCode);
    }

    [Fact]
    public async Task A_failing_cache_is_reported_tried_again_when_asked_and_does_not_fail_the_request()
    {
        var failures = new List<Exception>();
        await using var app = await StartAsync(options => options.OnL2CacheFailure = exception =>
        {
            failures.Add(exception);
            return true;
        });
        _cache.IsDown = true;

        await app.SignInAsync();

        Assert.Equal("access-1", await app.TokenAsync());
        Assert.NotEmpty(failures);
        Assert.All(failures, exception => Assert.IsType<TimeoutException>(exception));
        Assert.Equal(0, failures.Count % 2);
    }

    [Fact]
    public async Task Without_the_cache_in_memory_a_failing_cache_counts_as_a_miss()
    {
        await using var app = await StartAsync(options => options.DisableL1Cache = true);
        await app.SignInAsync();

        _cache.IsDown = true;
        Assert.Equal("user_null: User.Read", await app.TokenAsync());

        _cache.IsDown = false;
        Assert.Equal("access-1", await app.TokenAsync());
    }

    [Fact]
    public async Task Entries_expire_as_configured_and_a_token_served_from_memory_keeps_its_entry_alive()
    {
        await using var app = await StartAsync(options => options.SlidingExpiration = TimeSpan.FromHours(8));
        await app.SignInAsync();

        await app.TokenAsync();

        Assert.Equal(TimeSpan.FromHours(8), _cache.LastOptions!.SlidingExpiration);
        Assert.True(_cache.Refreshed > 0);
    }

    private static IDataProtector Protector(TokenApp app) =>
        app.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("msal_cache");

    private Task<TokenApp> StartAsync(Action<MsalDistributedTokenCacheAdapterOptions>? configure = null) => TokenApp.StartAsync(
        addCache: apis =>
        {
            apis.Services.AddSingleton<IDistributedCache>(_cache);
            apis.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(configure ?? (_ => { }));
            apis.AddDistributedTokenCaches();
        },
        configure: services => services.AddDataProtection().UseEphemeralDataProtectionProvider());

    /// <summary>A distributed cache that can be down.</summary>
    private sealed class FaultyCache : IDistributedCache
    {
        private readonly MemoryDistributedCache _inner = new(Options.Create(new MemoryDistributedCacheOptions()));

        public bool IsDown { get; set; }

        public DistributedCacheEntryOptions? LastOptions { get; private set; }

        public int Refreshed { get; private set; }

        public byte[]? Get(string key) => _inner.Get(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Up(() => _inner.GetAsync(key, token));

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _inner.Set(key, value, options);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            LastOptions = options;
            return Up(() => _inner.SetAsync(key, value, options, token));
        }

        public void Refresh(string key) => _inner.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default)
        {
            Refreshed++;
            return Up(() => _inner.RefreshAsync(key, token));
        }

        public void Remove(string key) => _inner.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => Up(() => _inner.RemoveAsync(key, token));

        private TTask Up<TTask>(Func<TTask> access) => IsDown ? throw new TimeoutException("the cache is down") : access();
    }
}
