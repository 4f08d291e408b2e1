namespace CallMicrosoftGraph;

/// <summary>Where MSAL keeps the tokens: in memory, or in a file that survives a restart. One setting decides, "TokenCache:File".</summary>
public static class TokenCaches
{
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddTokenCache(this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, IConfiguration configuration)
    {
        if (configuration["TokenCache:File"] is not { Length: > 0 } file)
            return builder.AddInMemoryTokenCaches();
        builder.Services.AddSingleton<IDistributedCache>(new SqliteCache(new() { CachePath = file })); // several instances need one that they share: chapter 3-1
        builder.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(options =>
        {
            options.Encrypt = true; // by data protection: the file alone is worth nothing
            options.SlidingExpiration = TimeSpan.FromDays(14); // whoever stays away longer makes one silent round trip
        });
        return builder.AddDistributedTokenCaches();
    }
}
