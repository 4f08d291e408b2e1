using Microsoft.Extensions.Caching.Memory;

namespace Microsoft.Identity.Web;

/// <summary>
/// Keeps an application object for each user who is active, so that a warm token costs no parsing of the token cache. What is in it is
/// in the token cache too; it can go at any time.
/// </summary>
internal sealed class KeptApplications(ApplicationFactory factory, CredentialStore credentials) : IDisposable
{
    private const int Most = 10_000;

    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(10);

    private readonly Lock _creation = new();
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <param name="app">The settings.</param>
    /// <param name="accountId">The user; somebody without an account gets an application object that is not kept.</param>
    public ValueTask<KeptApplication> ForUserAsync(AppRegistration app, string? accountId) =>
        accountId is null ? NewAsync(app) : GetAsync(app, $"user {accountId}");

    /// <param name="app">The settings.</param>
    /// <param name="tenant">The tenant when it is not the configured one.</param>
    public ValueTask<KeptApplication> ForAppAsync(AppRegistration app, string? tenant) => GetAsync(app, $"app {tenant}");

    public void Dispose() => _kept.Dispose();

    private ValueTask<KeptApplication> GetAsync(AppRegistration app, string owner) =>
        _kept.TryGetValue((app.Scheme, owner), out KeptApplication? kept) ? new(kept!) : new(AddAsync(app, owner));

    private async Task<KeptApplication> AddAsync(AppRegistration app, string owner)
    {
        var credential = await credentials.OfAsync(app).ConfigureAwait(false);

        lock (_creation)
        {
            return _kept.GetOrCreate((app.Scheme, owner), entry =>
            {
                entry.SetSize(1).SetSlidingExpiration(_idle);
                return new KeptApplication(factory.Create(app, credential));
            })!;
        }
    }

    private async ValueTask<KeptApplication> NewAsync(AppRegistration app) => new(await factory.CreateAsync(app).ConfigureAwait(false));
}
