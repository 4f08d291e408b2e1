using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.SignUp;

/// <summary>Adds people to the directory.</summary>
internal sealed partial class NewAccounts(
    LiveDirectory directory, DurableWriter writer, IPasswordHasher<User> hasher)
{
    /// <summary>The directory that new accounts of this request belong to: the authority's, or the application's own.</summary>
    public Tenant FindTenant(AuthorizationRequest request) => request.Tenant.Tenant ?? directory.Current.FindTenant(request.Client.TenantId)!;

    public async Task<(User? User, ProtocolError? Error)> CreateAsync(
        AuthorizationRequest request, string? displayName, string? userName, string? password)
    {
        var tenant = FindTenant(request);
        var name = userName?.Trim() ?? "";
        name = name.EndsWith("@" + tenant.Domain, StringComparison.OrdinalIgnoreCase) ? name[..^(tenant.Domain.Length + 1)] : name;
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > 100 || !LocalPart().IsMatch(name))
        {
            return (null, SignInErrors.BadNewAccount(
                "The name is missing, or the user name has characters other than letters, digits, dots and hyphens."));
        }

        if (UserNames.IsReserved(name))
        {
            return (null, SignInErrors.BadNewAccount(
                "The user name starts with an ID. Only the directory itself creates such names."));
        }

        if (password is not { Length: >= 8 and <= 256 })
        {
            return (null, SignInErrors.BadNewAccount("The password has fewer than 8 characters, or more than 256."));
        }

        var user = new User
        {
            Id = Guid.NewGuid(),
            TenantId = tenant.Id,
            UserPrincipalName = $"{name}@{tenant.Domain}",
            DisplayName = displayName.Trim(),
            Mail = $"{name}@{tenant.Domain}",
            PasswordHash = hasher.HashPassword(null!, password),
            IsOffered = true,
        };
        var isTaken = await writer.WriteAsync(async db =>
        {
            var isTaken = await db.Set<User>().AnyAsync(each => each.UserPrincipalName == user.UserPrincipalName);
            if (!isTaken)
            {
                db.Add(user);
            }

            return isTaken;
        });
        return isTaken ? (null, SignInErrors.BadNewAccount($"The user name '{user.UserPrincipalName}' is taken.")) : (user, null);
    }

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,62}[A-Za-z0-9])?\z")]
    private static partial Regex LocalPart();
}
