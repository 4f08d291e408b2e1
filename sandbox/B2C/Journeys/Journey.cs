using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;

namespace Sandbox.B2C.Journeys;

/// <summary>
/// A customer's way through a policy: the authorization request that waits, and what was proved so far. It belongs to one browser. Otherwise somebody could
/// begin it, have somebody else prove a mailbox in it, and then choose the password.
/// </summary>
internal sealed record Journey
{
    /// <summary>The random name in the pages' addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The request's parameters.</summary>
    public required RequestParameters Parameters { get; init; }

    /// <summary>The browser that began it.</summary>
    public required BrowserMark Browser { get; init; }

    /// <summary>Whether the application got its answer.</summary>
    public bool IsOver { get; init; }

    /// <summary>The session that the person signed in to on the way.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whether the account was made on the way.</summary>
    public bool IsNewUser { get; init; }

    /// <summary>Whether the profile was saved on the way.</summary>
    public bool IsProfileSaved { get; init; }

    /// <summary>The e-mail address that was typed last, so that the next page has it.</summary>
    public string? TypedEmail { get; init; }

    /// <summary>What a mailbox is proved for. A proof for one thing is none for another.</summary>
    public MailboxPurpose? MailboxPurpose { get; init; }

    /// <summary>The mailbox that a code was asked for.</summary>
    public string? MailboxEmail { get; init; }

    /// <summary>
    /// The mailbox whose code was typed; it stays what it is from then on. The address itself and not a mark beside <see cref="MailboxEmail"/>, so that no proof can
    /// come to stand beside another address.
    /// </summary>
    public string? ProvedEmail { get; init; }

    /// <summary>The social account that nobody here belongs to yet.</summary>
    public SocialIdentity? Social { get; init; }

    /// <summary>Grows with every change. What a request decided by one version is not written over another one.</summary>
    public int Version { get; init; }
}

/// <summary>What a mailbox is proved for.</summary>
internal enum MailboxPurpose
{
    /// <summary>A new account with a password.</summary>
    SignUp,

    /// <summary>A new password.</summary>
    Reset,

    /// <summary>A new account for a social account, whose provider does not vouch for the address.</summary>
    Social,
}
