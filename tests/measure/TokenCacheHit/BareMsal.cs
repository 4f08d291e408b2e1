using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Identity.Client;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>MSAL.NET's application objects, as an app without Microsoft.Identity.Web makes them.</summary>
internal static class BareMsal
{
    public static string[] Scopes { get; } = ["User.Read"];

    public static IConfidentialClientApplication Create(FakeProvider provider) =>
        ConfidentialClientApplicationBuilder.Create(FakeProvider.ClientId)
            .WithAuthority($"https://{FakeProvider.Host}/{FakeProvider.Tenant}/")
            .WithClientSecret(FakeProvider.Secret)
            .WithHttpClientFactory(provider)
            .Build();

    /// <summary>Stores each user's tokens as bytes, and reads them at each access, as MSAL.NET's documentation shows for web apps.</summary>
    public static IConfidentialClientApplication Serialized(this IConfidentialClientApplication application)
    {
        var entries = new ConcurrentDictionary<string, byte[]>();
        application.UserTokenCache.SetBeforeAccess(access =>
            access.TokenCache.DeserializeMsalV3(entries.GetValueOrDefault(access.SuggestedCacheKey), shouldClearExistingCache: true));
        application.UserTokenCache.SetAfterAccess(access =>
        {
            if (access.HasStateChanged)
            {
                entries[access.SuggestedCacheKey] = access.TokenCache.SerializeMsalV3();
            }
        });
        return application;
    }

    /// <summary>Signs users in by authorization codes.</summary>
    public static async Task<IAccount[]> SignInAsync(this IConfidentialClientApplication application, int users)
    {
        var accounts = new IAccount[users];
        for (var user = 0; user < users; user++)
        {
            var code = user.ToString(CultureInfo.InvariantCulture);
            accounts[user] = (await application.AcquireTokenByAuthorizationCode(Scopes, code).ExecuteAsync()).Account;
        }

        return accounts;
    }
}
