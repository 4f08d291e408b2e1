using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.Customers;

/// <summary>A code that went to a mailbox: known by its hash, used once, bound to what it was asked for.</summary>
public sealed class VerificationCode
{
    /// <summary>The code's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that sent it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The normalised address of the mailbox.</summary>
    public required string Email { get; init; }

    /// <summary>The interaction that it belongs to.</summary>
    public required string Purpose { get; init; }

    /// <summary>The SHA-256 of id and code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was used, if it was.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When a newer code took its place, if one did.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<VerificationCode>
    {
        public void Configure(EntityTypeBuilder<VerificationCode> builder)
        {
            builder.HasIndex(code => new { code.TenantId, code.Email, code.SentAt });
            builder.HasOne<Tenant>().WithMany().HasForeignKey(code => code.TenantId);
        }
    }
}
