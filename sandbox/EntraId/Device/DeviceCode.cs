using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Applications;
using Sandbox.EntraId.Tokens;

namespace Sandbox.EntraId.Device;

/// <summary>A device that waits for a person (RFC 8628): its long code and the short one that the person types, both known by their hashes.</summary>
public sealed class DeviceCode
{
    /// <summary>The SHA-256 of the device code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The SHA-256 of the user code.</summary>
    public required byte[] UserCodeHash { get; init; }

    /// <summary>The application on the device.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The authority: a tenant's id, or one of the well-known words.</summary>
    public required string Tenant { get; init; }

    /// <summary>The scopes asked for.</summary>
    public required string Scope { get; init; }

    /// <summary>The <c>claims</c> parameter, if there was one.</summary>
    public string? Claims { get; init; }

    /// <summary>When both codes stop working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the device last asked.</summary>
    public DateTimeOffset? PolledAt { get; set; }

    /// <summary>When the person declined, if they did.</summary>
    public DateTimeOffset? DeclinedAt { get; set; }

    /// <summary>What the person gave, once they did.</summary>
    public Guid? GrantId { get; set; }

    /// <summary>When the device got its tokens, if it did.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DeviceCode>
    {
        public void Configure(EntityTypeBuilder<DeviceCode> builder)
        {
            builder.HasKey(code => code.Hash);
            builder.HasIndex(code => code.UserCodeHash).IsUnique();
            builder.HasOne<Application>().WithMany().HasForeignKey(code => code.ClientId);
            builder.HasOne<Grant>().WithMany().HasForeignKey(code => code.GrantId);
        }
    }
}
