using Sandbox.Customers;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.EntraId.ExternalId;

/// <summary>Finds the customer who signs in, by a click or by a password.</summary>
internal sealed class CustomerSignIn(CustomerAccounts accounts, TimeProvider time)
{
    /// <summary>
    /// The account that was clicked. The sandbox trusts whoever sits at the machine with the seed's customers. One that signed up has a password of its own,
    /// and a click uses its session in this browser, unless the application wants a new sign-in (<c>prompt=login</c>, <c>max_age</c>).
    /// </summary>
    public async Task<(User? User, ProtocolError? Error)> ClickAsync(
        AuthorizationRequest request, string email, IReadOnlyList<SignedInUser> sessions, CancellationToken cancellationToken)
    {
        var user = await accounts.FindByEmailAsync(request.Tenant.Tenant!.Id, email, cancellationToken);
        if (user is { IsOffered: true })
        {
            return Admit(user);
        }

        return sessions.FirstOrDefault(each => each.User.Id == user?.Id) switch
        {
            null => (null, SignInErrors.WrongPassword()),
            var session when AccountChoice.NeedsNewSignIn(request, session, time.GetUtcNow()) => (null, SignInErrors.NothingTyped()),
            _ => Admit(user!),
        };
    }

    /// <summary>The account whose password was typed. Whether there is one, nobody learns.</summary>
    public async Task<(User? User, ProtocolError? Error)> TypeAsync(
        AuthorizationRequest request, string email, string password, CancellationToken cancellationToken)
    {
        var check = await accounts.CheckPasswordAsync(request.Tenant.Tenant!.Id, email, password, cancellationToken);
        return check.Outcome switch
        {
            PasswordOutcome.Accepted => Admit(check.User!),
            PasswordOutcome.LockedOut => (null, ExternalIdErrors.Locked()),
            _ => (null, SignInErrors.WrongPassword()),
        };
    }

    private static (User? User, ProtocolError? Error) Admit(User user) => user.Enabled ? (user, null) : (null, SignInErrors.Disabled(user.SignInName));
}

/// <summary>What the sign-in page of an external tenant shows: what every sign-in page shows, and the ways to the other pages of the waiting request.</summary>
/// <param name="Id">The waiting request.</param>
/// <param name="Page">The rest.</param>
internal sealed record CustomerSignInPage(string Id, SignInPage Page);
