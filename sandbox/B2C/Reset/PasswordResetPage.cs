using Sandbox.B2C.Journeys;

namespace Sandbox.B2C.Reset;

/// <summary>What the password reset page shows: the mailbox to prove, then the new password.</summary>
internal sealed record PasswordResetPage(PageHead Head, MailboxForm Mailbox);
