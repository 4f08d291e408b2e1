using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>What came of a typed password.</summary>
/// <param name="User">The customer, when it was accepted.</param>
/// <param name="Outcome">Whether it was accepted.</param>
internal sealed record PasswordCheck(User? User, PasswordOutcome Outcome);

/// <summary>The outcomes of a password check. None of them tells whether there is an account.</summary>
internal enum PasswordOutcome
{
    /// <summary>The password is the account's.</summary>
    Accepted,

    /// <summary>The password is wrong, or there is no account that signs in with one, or it is disabled.</summary>
    Refused,

    /// <summary>Too many attempts with this e-mail address; even the right password has to wait.</summary>
    LockedOut,
}
