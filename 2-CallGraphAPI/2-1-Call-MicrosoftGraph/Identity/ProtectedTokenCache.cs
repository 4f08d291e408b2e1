using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;

namespace CallMicrosoftGraph.Identity;

/// <summary>
/// Encrypts the rows of the token cache with the data protection keys of the app, and treats a row that it cannot
/// decrypt as missing, so that MSAL acquires new tokens.
/// <para>
/// The cache of Microsoft.Identity.Web can encrypt, too (<c>Encrypt = true</c>). But it hands a row that it cannot
/// decrypt to MSAL as it is, and MSAL throws (json_parse_error). A row that was damaged, or encrypted with keys that
/// are lost, would then be an error page for the user, at the sign-in too, until an administrator deletes the row.
/// </para>
/// <para>
/// Attack: an attacker who can write to the store, but has no keys, copies the row of one user to the key of another.
/// Here the key is part of the encryption, so the copy cannot be decrypted and never reaches MSAL.
/// </para>
/// </summary>
/// <param name="store">The store, such as an SQLite file.</param>
/// <param name="protection">The data protection of the app.</param>
/// <param name="logger">Receives a line for each row that cannot be decrypted.</param>
public sealed partial class ProtectedTokenCache(
    IDistributedCache store, IDataProtectionProvider protection, ILogger<ProtectedTokenCache> logger)
    : IDistributedCache
{
    /// <inheritdoc />
    public byte[]? Get(string key) => Decrypt(key, store.Get(key));

    /// <inheritdoc />
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Decrypt(key, await store.GetAsync(key, token));

    /// <inheritdoc />
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        store.Set(key, ProtectorOf(key).Protect(value), options);

    /// <inheritdoc />
    public Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        store.SetAsync(key, ProtectorOf(key).Protect(value), options, token);

    /// <inheritdoc />
    public void Refresh(string key) => store.Refresh(key);

    /// <inheritdoc />
    public Task RefreshAsync(string key, CancellationToken token = default) => store.RefreshAsync(key, token);

    /// <inheritdoc />
    public void Remove(string key) => store.Remove(key);

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken token = default) => store.RemoveAsync(key, token);

    private byte[]? Decrypt(string key, byte[]? row)
    {
        if (row is null)
        {
            return null;
        }

        try
        {
            return ProtectorOf(key).Unprotect(row);
        }
        catch (CryptographicException failure)
        {
            LogUnreadableRow(failure.Message);
            return null;
        }
    }

    // The purposes separate what one app encrypts: only a protector with the same purposes can decrypt it.
    private IDataProtector ProtectorOf(string key) => protection.CreateProtector("TokenCache", key);

    [LoggerMessage(LogLevel.Warning, "A row of the token cache cannot be decrypted ({Reason}). The app acquires new "
        + "tokens in its place. Either the row was changed or moved, or the data protection keys that encrypted it are "
        + "gone.")]
    private partial void LogUnreadableRow(string reason);
}
