using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>Verifies, stores and renews the hashes of customers' passwords.</summary>
internal sealed class CustomerPasswords(
    UserDirectory users, DurableWriter writer, IPasswordHasher<User> hasher, TimeProvider time)
{
    // For an account that does not exist, or has no password. The same hasher made it, so that verifying costs the same.
    private readonly User _nobody = new() { Id = Guid.Empty, TenantId = Guid.Empty, UserPrincipalName = "nobody", DisplayName = "Nobody", PasswordHash = null };
    private readonly string _nobodysHash = hasher.HashPassword(null!, Guid.NewGuid().ToString());

    public string Hash(User user, string password) => hasher.HashPassword(user, password);

    /// <summary>Verifies exactly one hash, whether or not there is an account; the comparison takes the same time wherever two hashes differ.</summary>
    public async Task<bool> VerifyAsync(User? user, string password)
    {
        var result = hasher.VerifyHashedPassword(user ?? _nobody, user?.PasswordHash ?? _nobodysHash, password);
        if (result == PasswordVerificationResult.Failed || user is not { PasswordHash: { } hash, Enabled: true })
        {
            return false;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RenewAsync(user, hash, password);
        }

        return true;
    }

    /// <summary>
    /// Sets a password, for users of an organization as well. What the former password began ends with it.
    /// </summary>
    /// <returns>The user, as the user is from now on.</returns>
    public async Task<User> SetAsync(Guid userId, string password)
    {
        // Hashing is slow on purpose. Inside the writer, all other commits would wait for it.
        var hash = hasher.HashPassword(_nobody, password);
        var changed = await writer.WriteAsync(async db =>
        {
            var user = await db.Set<User>().SingleAsync(each => each.Id == userId);
            (user.PasswordHash, user.TokensValidFrom, user.MustChangePassword) = (hash, time.GetUtcNow(), false);
            return user;
        });
        users.Forget(userId);
        return changed;
    }

    /// <summary>Stores the password the way the hasher does today, unless it was changed meanwhile.</summary>
    private async Task RenewAsync(User user, string former, string password)
    {
        var hash = hasher.HashPassword(user, password);
        await writer.WriteAsync(db => db.Set<User>().Where(each => each.Id == user.Id && each.PasswordHash == former)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.PasswordHash, hash)));
        users.Forget(user.Id);
    }
}
