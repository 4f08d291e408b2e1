using System.Collections.Immutable;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Protocol.Tokens;

/// <summary>Limits the grants that one session gave to one app, and of which the app redeemed no code.</summary>
/// <remarks>
/// Attack: a page of any website loads hidden frames with <c>prompt=none</c>. Each one commits a grant, which would
/// stay in the database for as long as its refresh tokens could live.
/// </remarks>
internal sealed class UnredeemedGrants(AuthorizationCodes codes, TimeProvider time) : IForgottenByReset
{
    private const int Most = 300;

    private readonly Lock _lock = new();

    // In pairs of a session and an app. A session gives no grants after its end.
    private readonly UnderWay<ImmutableList<Issued>> _issued = new(time, BrowserSessions.Lifetime, maxSize: 2_000);

    /// <summary>Counts a grant. If there are too many of its session and app, the oldest one gives way.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="codeHash">The hash of its code, or <see langword="null"/> when it has none.</param>
    /// <returns>
    /// The grant that gives way, or <see langword="null"/>. Its code can no longer be redeemed.
    /// </returns>
    public Guid? Add(Grant grant, string? codeHash)
    {
        var oldest = Exchange(KeyOf(grant), new Issued(grant.Id, codeHash));

        if (oldest is null)
        {
            return null;
        }

        // A code that is redeemed at this moment has tokens, so its grant stays.
        var isWithdrawn = oldest.CodeHash is null || codes.TryWithdraw(oldest.CodeHash);
        return isWithdrawn ? oldest.GrantId : null;
    }

    /// <summary>Counts a grant no longer, because its code was redeemed.</summary>
    public void Remove(Grant grant)
    {
        lock (_lock)
        {
            _issued.Change(KeyOf(grant), each => each.RemoveAll(issued => issued.GrantId == grant.Id));
        }
    }

    /// <inheritdoc />
    public void Forget() => _issued.Clear();

    private static string KeyOf(Grant grant) => $"{grant.SessionId} {grant.ClientId}";

    /// <summary>Adds a grant. If there are too many, takes the oldest one out and returns it.</summary>
    private Issued? Exchange(string key, Issued newest)
    {
        lock (_lock)
        {
            var change = _issued.Change(key, each => each.Add(newest));
            if (change is null)
            {
                _issued.Add(key, [newest], size: 1);
                return null;
            }

            var issued = change.Value.After;
            if (issued.Count <= Most)
            {
                return null;
            }

            _issued.Change(key, each => each.RemoveAt(0));
            return issued[0];
        }
    }

    private sealed record Issued(Guid GrantId, string? CodeHash);
}
