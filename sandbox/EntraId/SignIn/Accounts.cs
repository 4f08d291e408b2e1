using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Guests;
using Sandbox.Persistence;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>Finds the person behind a user name, and checks passwords.</summary>
internal sealed class Accounts(
    LiveDirectory directory, IDbContextFactory<SandboxDbContext> contexts, GuestAccounts guests, LockOut lockOut,
    CustomerPasswords newPasswords, IPasswordHasher<User> hasher)
{
    /// <summary>
    /// The account that a user at this machine selected, without a password. For a guest, it is the home account.
    /// </summary>
    public async Task<(User? User, ProtocolError? Error)> FindAsync(
        SignInPlace place, string userName, CancellationToken cancellationToken)
    {
        var (user, guest, error) = await FindAccountAsync(place, userName, cancellationToken);
        return user is null ? (null, error) : Admit(user, guest);
    }

    /// <summary>The account of a user who entered its password. For a guest, it is the home account.</summary>
    public async Task<(User? User, ProtocolError? Error)> FindAsync(
        SignInPlace place, string userName, string password, CancellationToken cancellationToken)
    {
        var (user, guest, error) = await FindAccountAsync(place, userName, cancellationToken);
        return user is null ? (null, error)
            : await CheckPasswordAsync(user, password) is { } problem ? (null, problem)
            : Admit(user, guest);
    }

    /// <summary>Sets a new password for a user who has to choose one (<see cref="User.MustChangePassword"/>).</summary>
    /// <returns>The account with its new password, or what is wrong.</returns>
    public async Task<(User? User, ProtocolError? Error)> ChangePasswordAsync(
        SignInPlace place, string userName, string password, string newPassword, CancellationToken cancellationToken)
    {
        var (user, guest, error) = await FindAccountAsync(place, userName, cancellationToken);
        if (user is null)
        {
            return (null, error);
        }

        if (await CheckPasswordAsync(user, password) is { } problem)
        {
            var wrong = SignInErrors.WrongPassword();
            return (null, problem.Code == wrong.Code ? SignInErrors.WrongCurrentPassword() : problem);
        }

        var (_, obstacle) = Admit(user, guest);
        if (obstacle is null)
        {
            // The user does not have to choose a new one. A password alone, without a second factor, may not replace
            // itself.
            return (user, null);
        }

        if (obstacle.Code != SignInErrors.PasswordExpired().Code)
        {
            return (null, obstacle);
        }

        var weakness = newPassword == password
            ? "The new password is the current password."
            : PasswordRules.FindProblem(newPassword);
        return weakness is null
            ? (await newPasswords.SetAsync(user.Id, newPassword), null)
            : (null, SignInErrors.WeakNewPassword(weakness));
    }

    private static (User? User, ProtocolError? Error) Admit(User user, User? guest) =>
        !user.Enabled ? (null, SignInErrors.Disabled(user.UserPrincipalName))
        : guest is { Enabled: false } ? (null, SignInErrors.Disabled(guest.SignInName))
        : user.MustChangePassword ? (null, SignInErrors.PasswordExpired())
        : (user, null);

    /// <summary>
    /// The account of a user name: one of the authority's tenant, or the home account of one of its guests. Other users
    /// of other tenants are not looked for: whether they exist is the business of their tenant.
    /// </summary>
    private async Task<(User? User, User? Guest, ProtocolError? Error)> FindAccountAsync(
        SignInPlace place, string userName, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.UsersOf(place.Tenant)
            .FirstOrDefaultAsync(user => user.UserPrincipalName == userName, cancellationToken);
        if (user is { IsCustomer: false, IsGuest: false } && AccountChoice.MaySignIn(place, user))
        {
            return (user, null, null);
        }

        if (FindHomeTenant(userName) is { } homeTenant
            && place.Tenant.Tenant is { Kind: TenantKind.Workforce } tenant
            && homeTenant.Id != tenant.Id
            && await FindMemberAsync(db, homeTenant, userName, cancellationToken) is { } home
            && await guests.FindAsync(tenant.Id, home, cancellationToken) is { } guest
            && AccountChoice.MaySignIn(place, guest))
        {
            return (home, guest, null);
        }

        return (null, null, Explain(place, userName));
    }

    private static Task<User?> FindMemberAsync(
        SandboxDbContext db, Tenant tenant, string userName, CancellationToken cancellationToken) =>
        db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenant.Id && user.Invitation == null)
            .FirstOrDefaultAsync(user => user.UserPrincipalName == userName, cancellationToken);

    /// <summary>Counts the attempt before it looks at the password, so that many at once get no more guesses.</summary>
    private async Task<ProtocolError?> CheckPasswordAsync(User user, string password)
    {
        var account = LockOut.AccountOf(user);
        if (!await lockOut.TryBeginAsync(user.TenantId, account))
        {
            return SignInErrors.Locked();
        }

        if (user.PasswordHash is not { } hash
            || hasher.VerifyHashedPassword(user, hash, password) == PasswordVerificationResult.Failed)
        {
            return SignInErrors.WrongPassword();
        }

        await lockOut.ClearAsync(user.TenantId, account);
        return null;
    }

    /// <summary>
    /// The domain tells whose account it would be, as in the cloud's home realm discovery. Whether the other tenant has such a user, and whether the password
    /// is right, is that tenant's business.
    /// </summary>
    private ProtocolError Explain(SignInPlace place, string userName)
    {
        var home = FindHomeTenant(userName);
        var asked = place.Tenant.Tenant;
        var mayUse = home is not null && place.Tenant.Admits(home.Id)
            && (place.Client.IsMultiTenant || place.Client.TenantId == home.Id);
        if (home is null || mayUse)
        {
            return SignInErrors.UnknownUser(userName, asked?.Name ?? "this sandbox");
        }

        var name = asked?.Name ?? place.Tenant.Segment;
        return place.Client.RequiresMultiFactor
            ? SignInErrors.OtherTenantNeedsFactor(userName, home.Name, name)
            : SignInErrors.OtherTenant(userName, home.Name, name, place.Client.DisplayName);
    }

    private Tenant? FindHomeTenant(string userName)
    {
        var tenant = directory.Current.FindTenant(userName[(userName.LastIndexOf('@') + 1)..]);
        return tenant is { Kind: TenantKind.Workforce } ? tenant : null;
    }
}
