using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>Finds the person behind a user name, and checks passwords.</summary>
internal sealed class Accounts(LiveDirectory directory, IDbContextFactory<SandboxDbContext> contexts)
{
    private readonly PasswordHasher<User> _passwords = new();

    /// <summary>The account, for somebody who sits at this machine and clicked it.</summary>
    public Task<(User? User, ProtocolError? Error)> FindAsync(AuthorizationRequest request, string userName, CancellationToken cancellationToken) =>
        CheckAsync(request, userName, password: null, cancellationToken);

    /// <summary>The account, for somebody who typed its password.</summary>
    public Task<(User? User, ProtocolError? Error)> FindAsync(
        AuthorizationRequest request, string userName, string password, CancellationToken cancellationToken) =>
        CheckAsync(request, userName, password, cancellationToken);

    private async Task<(User? User, ProtocolError? Error)> CheckAsync(
        AuthorizationRequest request, string userName, string? password, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.UsersOf(request.Tenant).FirstOrDefaultAsync(user => user.UserPrincipalName == userName, cancellationToken);
        if (user is null || !AccountChoice.IsInvited(request, user))
        {
            return (null, Explain(request, userName));
        }

        if (password is not null && !Matches(user, password))
        {
            return (null, SignInErrors.WrongPassword());
        }

        return user.Enabled ? (user, null) : (null, SignInErrors.Disabled(user.UserPrincipalName));
    }

    /// <summary>
    /// The domain tells whose account it would be, as in the cloud's home realm discovery. Whether the other tenant has such a user, and whether the password
    /// is right, is that tenant's business.
    /// </summary>
    private ProtocolError Explain(AuthorizationRequest request, string userName)
    {
        var domain = userName[(userName.LastIndexOf('@') + 1)..];
        var home = directory.Current.FindTenant(domain) is { Kind: TenantKind.Workforce } tenant ? tenant : null;
        var asked = request.Tenant.Tenant;
        var mayUse = home is not null && request.Tenant.Admits(home.Id) && (request.Client.IsMultiTenant || request.Client.TenantId == home.Id);
        return home is null || mayUse
            ? SignInErrors.UnknownUser(userName, asked?.Name ?? "this sandbox")
            : SignInErrors.OtherTenant(userName, home.Name, asked?.Name ?? request.Tenant.Segment, request.Client.DisplayName);
    }

    private bool Matches(User user, string password) =>
        user.PasswordHash is { } hash && _passwords.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
}
