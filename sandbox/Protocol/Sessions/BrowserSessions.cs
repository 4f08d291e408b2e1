using Sandbox.Applications;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>
/// Who is signed in to the sandbox in this browser. The cookie is a random number; everything else is kept here, so that signing out and revoking take effect
/// at once and a restart changes nothing.
/// </summary>
internal sealed class BrowserSessions(SessionStore store, LiveDirectory directory, UserDirectory users, TimeProvider time)
{
    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly HostCookie _cookie = new("sandbox-session");

    /// <summary>
    /// The sessions that count at Entra ID's endpoints: not ended, not revoked, of accounts that may still sign in; the one used last comes first.
    /// </summary>
    public async Task<IReadOnlyList<SignedInUser>> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var all = await GetAllAsync(context, cancellationToken);
        return [.. all.Where(each => directory.Current.FindTenant(each.User.TenantId) is { Kind: not TenantKind.B2C })];
    }

    /// <summary>The sessions of one tenant's customers that count.</summary>
    public async Task<IReadOnlyList<SignedInUser>> GetAsync(HttpContext context, Guid tenantId, CancellationToken cancellationToken)
    {
        var all = await GetAllAsync(context, cancellationToken);
        return [.. all.Where(each => each.User.TenantId == tenantId)];
    }

    /// <summary>Takes the cookie away from a browser in which nobody is signed in any more.</summary>
    public async Task TidyUpAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if ((await GetAllAsync(context, cancellationToken)).Count == 0)
        {
            _cookie.Delete(context);
        }
    }

    /// <summary>
    /// Records that <paramref name="user"/> has just proved who they are. The browser gets a new cookie, so that one that was known before the sign-in is
    /// worth nothing after it (session fixation).
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Who.</param>
    /// <param name="identityProvider">The social provider that vouches for the person, if one does.</param>
    /// <returns>The session's id.</returns>
    public async Task<Guid> SignInAsync(HttpContext context, User user, string? identityProvider = null)
    {
        var cookie = Secrets.Create();
        var former = _cookie.Read(context.Request) is { } known ? Secrets.Hash(known) : null;
        var own = new SignInSession
        {
            Id = Guid.NewGuid(),
            BrowserHash = Secrets.Hash(cookie),
            UserId = user.Id,
            AuthenticatedAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + Lifetime,
            IdentityProvider = identityProvider,
        };
        var id = await store.PutAsync(own, former, user);
        _cookie.Write(context, cookie);
        return id;
    }

    /// <summary>Records that a second factor was passed.</summary>
    public Task PassMultiFactorAsync(SignInSession session) => store.PassMultiFactorAsync(session, time.GetUtcNow());

    private async Task<List<SignedInUser>> GetAllAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (_cookie.Read(context.Request) is not { } cookie)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var sessions = new List<SignedInUser>();
        foreach (var row in await store.FindAsync(Secrets.Hash(cookie), cancellationToken))
        {
            if (row.ExpiresAt <= now)
            {
                continue;
            }

            var user = (await users.FindAsync(row.UserId, cancellationToken))?.User;
            if (user is { Enabled: true } && row.AuthenticatedAt >= user.TokensValidFrom)
            {
                sessions.Add(new SignedInUser(row, user));
            }
        }

        return sessions;
    }
}
