using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using NeoSmart.Caching.Sqlite;
using SQLitePCL;

namespace CallMicrosoftGraph.Identity;

/// <summary>
/// Decides where MSAL keeps the tokens. MSAL is the library with which Microsoft.Identity.Web acquires them.
/// </summary>
public static class TokenCaches
{
    /// <summary>Keeps the tokens in memory, or in a file that survives a restart.</summary>
    /// <param name="builder">The app that acquires tokens.</param>
    /// <param name="file">The path of the file; blank for memory.</param>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddTokenCache(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, string? file)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            return builder.AddInMemoryTokenCaches();
        }

        // A distributed cache in an SQLite file. Several instances of an app need a store that they share: chapter 3-1.
        builder.Services.AddSqliteCache(file, new SQLite3Provider_e_sqlite3());
        builder.Services.AddSingleton<IDistributedCache>(provider => ActivatorUtilities
            .CreateInstance<ProtectedTokenCache>(provider, provider.GetRequiredService<SqliteCache>()));

        builder.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(options =>
        {
            // ProtectedTokenCache encrypts.
            options.Encrypt = false;

            // The tokens of a user who stays away longer are removed. The next visit costs a redirect to the provider.
            options.SlidingExpiration = TimeSpan.FromDays(14);
        });
        return builder.AddDistributedTokenCaches();
    }
}
