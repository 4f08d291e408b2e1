using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>The customers of a B2C or External ID tenant: finds, adds and changes them. One tenant's customers are unknown in every other.</summary>
internal sealed class CustomerAccounts(
    LiveDirectory directory, UserDirectory users, DurableWriter writer, UserIdentities identities, CustomerPasswords passwords, LockOut lockOut)
{
    /// <summary>
    /// Checks a password. An unknown address takes the same steps as a known one: the attempt is counted, one hash is verified, and the answer is the same.
    /// </summary>
    public async Task<PasswordCheck> CheckPasswordAsync(Guid tenantId, string email, string password, CancellationToken cancellationToken)
    {
        var name = NameOf(email);
        if (!await lockOut.TryBeginAsync(tenantId, name))
        {
            return new PasswordCheck(null, PasswordOutcome.LockedOut);
        }

        var user = await FindByEmailAsync(tenantId, name, cancellationToken);
        if (!await passwords.VerifyAsync(user, password))
        {
            return new PasswordCheck(null, PasswordOutcome.Refused);
        }

        await lockOut.ClearAsync(tenantId, name);
        return new PasswordCheck(user, PasswordOutcome.Accepted);
    }

    /// <summary>The customer with an address. Call it only for somebody who has proved to read that mailbox, or who clicked a seeded account.</summary>
    /// <returns>Also a customer without a password, or one who is disabled; <see langword="null"/> when there is none.</returns>
    public async Task<User?> FindByEmailAsync(Guid tenantId, string email, CancellationToken cancellationToken) =>
        FindDomain(tenantId) is { } domain
            ? await identities.FindAsync(tenantId, domain, NameOf(email), cancellationToken)
            : null;

    /// <summary>The customer whom a social account belongs to.</summary>
    public Task<User?> FindBySocialAsync(Guid tenantId, SocialIdentity identity, CancellationToken cancellationToken) =>
        identities.FindAsync(tenantId, identity.Issuer, identity.Subject, cancellationToken);

    /// <summary>Adds a customer.</summary>
    /// <returns><see langword="null"/> when the e-mail address or the social account belongs to a customer already. Of two at the same moment, one succeeds.</returns>
    /// <exception cref="ArgumentException">The address, the password or the profile is not one that the rules accept.</exception>
    public async Task<User?> CreateAsync(Guid tenantId, NewCustomer customer)
    {
        Require(EmailAddress.TryNormalize(customer.Email, out var email, out var problem) ? null : problem, nameof(customer));
        Require(customer.Password is null ? null : PasswordRules.FindProblem(customer.Password), nameof(customer));
        Require(ProfileRules.FindProblem(customer.Profile), nameof(customer));
        var domain = FindDomain(tenantId) ?? throw new ArgumentException("The tenant has no customers.", nameof(tenantId));
        var id = Guid.NewGuid();
        var user = new User { Id = id, TenantId = tenantId, UserPrincipalName = $"{id}@{domain}", DisplayName = "", Mail = email, PasswordHash = null };
        user.PasswordHash = customer.Password is null ? null : passwords.Hash(user, customer.Password);
        Fill(user, customer.Profile);
        var byEmail = new UserIdentity { TenantId = tenantId, Issuer = domain, IssuerAssignedId = email, UserId = id };

        return await writer.WriteAloneAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(user);
            await db.SaveChangesAsync();
            if (!await UserIdentities.TryAddAsync(db, byEmail)
                || (customer.Social is { } social && !await UserIdentities.TryAddAsync(db, UserIdentities.Of(user, social))))
            {
                return null;
            }

            await transaction.CommitAsync();
            return user;
        });
    }

    /// <summary>Lets a customer sign in with a social account as well. Linking it again does nothing.</summary>
    /// <returns><see langword="false"/> when the social account belongs to somebody else.</returns>
    public Task<bool> LinkAsync(User user, SocialIdentity identity, CancellationToken cancellationToken) => identities.LinkAsync(user, identity, cancellationToken);

    /// <summary>Takes a customer's accounts at one social provider away.</summary>
    /// <returns><see langword="false"/> when the customer could not sign in any more; nothing has changed then.</returns>
    public Task<bool> UnlinkAsync(User user, string issuer) => identities.UnlinkAsync(user, issuer);

    /// <summary>A customer's identities: the e-mail address, which signs in only together with a password, and the linked social accounts.</summary>
    public Task<IReadOnlyList<UserIdentity>> IdentitiesOfAsync(Guid userId, CancellationToken cancellationToken) => identities.ListAsync(userId, cancellationToken);

    /// <summary>Changes what a customer says about themselves; fields that are left out are emptied.</summary>
    /// <exception cref="ArgumentException">The profile is not one that <see cref="ProfileRules"/> accepts.</exception>
    public async Task UpdateProfileAsync(Guid userId, CustomerProfile profile)
    {
        Require(ProfileRules.FindProblem(profile), nameof(profile));
        await writer.WriteAsync(async db => Fill(await db.Set<User>().SingleAsync(each => each.Id == userId), profile));
        users.Forget(userId);
    }

    /// <summary>
    /// Sets a password. Sessions and refresh tokens of before end, and a lock-out is lifted; call it only for somebody who has proved to read the mailbox.
    /// Read the customer again afterwards: the one in hand does not know that its sessions have ended.
    /// </summary>
    /// <exception cref="ArgumentException">The password is not one that <see cref="PasswordRules"/> accepts.</exception>
    public async Task SetPasswordAsync(Guid userId, string password)
    {
        Require(PasswordRules.FindProblem(password), nameof(password));
        var user = await passwords.SetAsync(userId, password);
        await lockOut.ClearAsync(user.TenantId, user.Mail!);
    }

    private string? FindDomain(Guid tenantId) => directory.Current.FindTenant(tenantId) is { Kind: not TenantKind.Workforce } tenant ? tenant.Domain : null;

    /// <summary>What is no address is nobody's name, and stays as it is: it must not become somebody's.</summary>
    private static string NameOf(string email) => EmailAddress.TryNormalize(email, out var address, out _) ? address : email;

    private static void Fill(User user, CustomerProfile profile)
    {
        user.DisplayName = profile.DisplayName.Trim();
        (user.GivenName, user.Surname) = (TextOf(profile.GivenName), TextOf(profile.Surname));
        (user.City, user.Country) = (TextOf(profile.City), TextOf(profile.Country));
    }

    private static string? TextOf(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static void Require(string? problem, string parameter)
    {
        if (problem is not null)
        {
            throw new ArgumentException(problem, parameter);
        }
    }
}
