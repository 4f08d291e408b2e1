using Sandbox.B2C.Journeys;

namespace Sandbox.B2C.SignUp;

/// <summary>What the sign-up page of a policy shows: the mailbox to prove, then the account's fields.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Profile">What was typed.</param>
/// <param name="IsTaken">Whether the proved address has an account already.</param>
internal sealed record CustomerSignUpPage(PageHead Head, MailboxForm Mailbox, ProfileForm Profile, bool IsTaken);
