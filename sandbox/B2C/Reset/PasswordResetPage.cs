using Sandbox.B2C.Journeys;

namespace Sandbox.B2C.Reset;

/// <summary>What the password reset page shows: the mailbox to prove, then the new password.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="IsOnTheWay">Whether the person came from the sign-in page, and may go back there.</param>
internal sealed record PasswordResetPage(PageHead Head, MailboxForm Mailbox, bool IsOnTheWay);
