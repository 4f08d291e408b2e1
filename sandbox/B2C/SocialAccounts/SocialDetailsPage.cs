using Sandbox.B2C.Journeys;

namespace Sandbox.B2C.SocialAccounts;

/// <summary>What the page shows on which somebody with a social account makes an account here.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Provider">The social provider's name.</param>
/// <param name="Email">The account's address: the provider vouches for it, or its mailbox was proved; <see langword="null"/> until then.</param>
/// <param name="Mailbox">The mailbox to prove.</param>
/// <param name="Profile">What the provider told, or what was typed.</param>
internal sealed record SocialDetailsPage(PageHead Head, string Provider, string? Email, MailboxForm Mailbox, ProfileForm Profile);

/// <summary>What the page shows that offers to link a social account to the account that has its e-mail address.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Provider">The social provider's name.</param>
/// <param name="Email">The address that both accounts have.</param>
/// <param name="SeedPassword">The password of the seeded customers, of whom it may be one.</param>
internal sealed record SocialLinkPage(PageHead Head, string Provider, string Email, string SeedPassword);
