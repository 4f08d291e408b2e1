using Sandbox.B2C.Errors;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;

namespace Sandbox.B2C.Journeys;

/// <summary>A request to a policy that waits for a customer, and what the customer did and proved for it so far.</summary>
internal sealed record Journey(RequestParameters Parameters, BrowserMark Browser) : PendingRequest(Parameters, Browser)
{
    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The policy.</summary>
    public required string PolicyName { get; init; }

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

    /// <summary>More than that of other requests: the person types addresses, and a social account can come to it.</summary>
    public override int Size => base.Size + 768;

    /// <inheritdoc />
    public override ProtocolError OtherBrowser => JourneyErrors.OtherBrowser();
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
