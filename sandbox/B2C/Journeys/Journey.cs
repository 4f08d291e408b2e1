using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.B2C.Policies;

namespace Sandbox.B2C.Journeys;

/// <summary>
/// A customer's way through a policy: the authorization request that waits, and what was proved so far. It belongs to one browser. Otherwise somebody could
/// begin it, have somebody else prove a mailbox in it, and then choose the password.
/// </summary>
public sealed class Journey
{
    /// <summary>The random name in the pages' addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The request's parameters, as JSON.</summary>
    public required string Parameters { get; init; }

    /// <summary>The SHA-256 of the browser's journey cookie.</summary>
    public required byte[] BrowserHash { get; init; }

    /// <summary>When the person has to start again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the application got its answer; the journey is over then.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The session that the person signed in to on the way.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>Whether the account was made on the way.</summary>
    public bool IsNewUser { get; set; }

    /// <summary>Whether the profile was saved on the way.</summary>
    public bool IsProfileSaved { get; set; }

    /// <summary>The e-mail address that was typed last, so that the next page has it.</summary>
    public string? TypedEmail { get; set; }

    /// <summary>What a mailbox is proved for. A proof for one thing is none for another.</summary>
    public MailboxPurpose? MailboxPurpose { get; set; }

    /// <summary>The mailbox that a code was asked for.</summary>
    public string? MailboxEmail { get; set; }

    /// <summary>
    /// The mailbox whose code was typed; it stays what it is from then on. The address itself and not a mark beside <see cref="MailboxEmail"/>, so that no proof can
    /// come to stand beside another address.
    /// </summary>
    public string? ProvedEmail { get; set; }

    /// <summary>The social account that nobody here belongs to yet, as JSON.</summary>
    public string? Social { get; set; }

    /// <summary>Grows with every change. What a request decided by one version is not written over another one.</summary>
    public int Version { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Journey>
    {
        public void Configure(EntityTypeBuilder<Journey> builder)
        {
            builder.HasKey(journey => journey.Id);
            builder.Property(journey => journey.MailboxPurpose).HasConversion<string>();
            builder.Property(journey => journey.PolicyName).UseCollation("NOCASE");
            builder.Property(journey => journey.Version).IsConcurrencyToken();
            builder.HasOne<Policy>().WithMany().HasForeignKey(journey => new { journey.TenantId, journey.PolicyName });
        }
    }
}

/// <summary>What a mailbox is proved for.</summary>
public enum MailboxPurpose
{
    /// <summary>A new account with a password.</summary>
    SignUp,

    /// <summary>A new password.</summary>
    Reset,

    /// <summary>A new account for a social account, whose provider does not vouch for the address.</summary>
    Social,
}
