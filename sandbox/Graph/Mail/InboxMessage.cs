using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Users;

namespace Sandbox.Graph.Mail;

/// <summary>A message in a person's inbox.</summary>
public sealed class InboxMessage
{
    /// <summary>The message's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>In whose mailbox it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>What it says, as plain text.</summary>
    public required string Body { get; init; }

    /// <summary>The sender's name.</summary>
    public required string SenderName { get; init; }

    /// <summary>The sender's address.</summary>
    public required string SenderAddress { get; init; }

    /// <summary>Whether it has been read.</summary>
    public bool IsRead { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InboxMessage>
    {
        public void Configure(EntityTypeBuilder<InboxMessage> builder)
        {
            builder.Property(message => message.Subject).UseCollation("NOCASE");
            builder.HasIndex(message => new { message.UserId, message.ReceivedAt, message.Id });
            builder.HasOne<User>().WithMany().HasForeignKey(message => message.UserId);
        }
    }
}
