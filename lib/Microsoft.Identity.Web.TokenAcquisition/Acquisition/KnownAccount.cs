using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>
/// A user's account as the session knows it. MSAL.NET finds tokens by the account id alone, and looking the account up in the cache
/// first would cost as much as finding the token.
/// </summary>
internal sealed class KnownAccount : IAccount
{
    private KnownAccount(AccountId homeAccountId) => HomeAccountId = homeAccountId;

    public AccountId HomeAccountId { get; }

    public string? Username => null;

    public string? Environment => null;

    /// <param name="accountId"><c>{uid}.{utid}</c>, as in MSAL.NET's account ids.</param>
    public static KnownAccount? TryCreate(string? accountId)
    {
        var separator = accountId?.LastIndexOf('.') ?? -1;
        return separator < 0 ? null : new(new AccountId(accountId, accountId![..separator], accountId[(separator + 1)..]));
    }
}
