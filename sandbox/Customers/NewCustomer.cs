namespace Sandbox.Customers;

/// <summary>Somebody who signs up.</summary>
/// <param name="Email">An address whose mailbox the person has proved to read; <see cref="EmailAddress"/> accepts it.</param>
/// <param name="Password">The password, which <see cref="PasswordRules"/> accepts; <see langword="null"/> for somebody who signs in with a social account only.</param>
/// <param name="Profile">What the person says about themselves; <see cref="ProfileRules"/> accepts it.</param>
/// <param name="Social">The social account that the person signed up with.</param>
internal sealed record NewCustomer(string Email, string? Password, CustomerProfile Profile, SocialIdentity? Social);

/// <summary>What customers say about themselves. Blank fields count as left out.</summary>
internal sealed record CustomerProfile(string DisplayName, string? GivenName, string? Surname, string? City, string? Country);

/// <summary>An account at a social provider, as the provider describes it.</summary>
/// <param name="Issuer">The provider, such as <c>glimpse.example</c>.</param>
/// <param name="Subject">The provider's identifier of the account, which stays when everything else changes.</param>
/// <param name="Email">The e-mail address, where the provider tells it.</param>
/// <param name="EmailVerified">Whether the provider vouches for the address. One that it does not vouch for proves nothing.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="GivenName">The first name.</param>
/// <param name="Surname">The last name.</param>
internal sealed record SocialIdentity(
    string Issuer, string Subject, string? Email, bool EmailVerified, string? DisplayName, string? GivenName, string? Surname);
