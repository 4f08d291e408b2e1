using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Mail;

/// <summary>A message that the cloud would have sent by e-mail. The sandbox shows it on a page instead, and sends nothing.</summary>
public sealed class MailMessage
{
    /// <summary>Grows with time; assigned by the database.</summary>
    public long Id { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The normalised address.</summary>
    public required string To { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The application that the person was about to use.</summary>
    public required string Application { get; init; }

    /// <summary>The code that it brings.</summary>
    public required string Code { get; init; }

    /// <summary>The code's own row, which knows whether it still works. No foreign key: the row may be removed before the message.</summary>
    public required Guid VerificationCodeId { get; init; }

    /// <summary>Whether the mailbox shows it. What nobody may receive is written like any other message, so that writing it takes as long.</summary>
    public bool IsShown { get; init; } = true;

    internal sealed class Configuration : IEntityTypeConfiguration<MailMessage>
    {
        public void Configure(EntityTypeBuilder<MailMessage> builder) => builder.HasIndex(message => message.To);
    }
}
