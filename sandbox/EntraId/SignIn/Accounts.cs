using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>Finds the person behind a user name, and checks passwords.</summary>
internal sealed class Accounts(IDbContextFactory<SandboxDbContext> contexts)
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
        var found = await db.Set<User>().AsNoTracking()
            .Where(user => user.UserPrincipalName == userName)
            .Join(db.Set<Tenant>().Where(tenant => tenant.Kind == TenantKind.Workforce), user => user.TenantId, tenant => tenant.Id, (user, tenant) => new { user, tenant })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return (null, SignInErrors.UnknownUser(userName, request.Tenant.Tenant?.Name ?? "this sandbox"));
        }

        if (password is not null && !Matches(found.user, password))
        {
            return (null, SignInErrors.WrongPassword());
        }

        if (!found.user.Enabled)
        {
            return (null, SignInErrors.Disabled(found.user.UserPrincipalName));
        }

        return AccountChoice.IsInvited(request, found.user)
            ? (found.user, null)
            : (null, SignInErrors.OtherTenant(found.user.UserPrincipalName, found.tenant.Name, request.Tenant.Tenant?.Name ?? request.Tenant.Segment, request.Client.DisplayName));
    }

    private bool Matches(User user, string password) =>
        user.PasswordHash is { } hash && _passwords.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
}
