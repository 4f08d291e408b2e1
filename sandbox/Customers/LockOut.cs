using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>
/// Stops guessing: ten failures lock an account for a minute, and each further one for twice as long as before. The
/// name of the account is a customer's email address, whether or not it has an account, or the object ID of a user.
/// </summary>
internal sealed class LockOut(DurableWriter writer, TimeProvider time)
{
    /// <summary>The failures that lock.</summary>
    public const int MaxFailures = 10;

    /// <summary>The longest time for which an account is locked.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan _memory = TimeSpan.FromDays(1);

    /// <summary>
    /// Counts an attempt before its password is looked at, so that many at the same moment get no more guesses than one after the other. It counts as a
    /// failure until <see cref="ClearAsync"/>.
    /// </summary>
    /// <returns><see langword="false"/> when the account is locked.</returns>
    public Task<bool> TryBeginAsync(Guid tenantId, string account)
    {
        var (hash, now) = (HashOf(account), time.GetUtcNow());
        return writer.WriteAsync(async db =>
        {
            var attempt = await db.Set<SignInAttempt>().FirstOrDefaultAsync(each => each.TenantId == tenantId && each.EmailHash == hash);
            if (attempt is null)
            {
                attempt = new SignInAttempt { TenantId = tenantId, EmailHash = hash, ExpiresAt = now + _memory };
                db.Add(attempt);
            }

            if (attempt.LockedUntil > now)
            {
                return false;
            }

            attempt.Failures = attempt.ExpiresAt <= now ? 1 : attempt.Failures + 1;
            attempt.LockedUntil = attempt.Failures < MaxFailures ? null : now + LockOf(attempt.Failures);
            attempt.ExpiresAt = now + _memory;
            return true;
        });
    }

    /// <summary>The name under which the failures of a user count.</summary>
    public static string AccountOf(User user) => user.IsCustomer ? user.SignInName : user.Id.ToString();

    /// <summary>Forgets the failures: the person has proved who they are.</summary>
    public Task ClearAsync(Guid tenantId, string account)
    {
        var hash = HashOf(account);
        return writer.WriteAsync(db => db.Set<SignInAttempt>().Where(each => each.TenantId == tenantId && each.EmailHash == hash).ExecuteDeleteAsync());
    }

    private static TimeSpan LockOf(int failures)
    {
        var doublings = Math.Min(failures - MaxFailures, 10);
        var length = TimeSpan.FromMinutes(1 << doublings);
        return length < Longest ? length : Longest;
    }

    private static byte[] HashOf(string account) => Secrets.Hash(account);
}
