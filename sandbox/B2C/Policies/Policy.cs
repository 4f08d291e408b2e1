using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.B2C.Policies;

/// <summary>A user flow or custom policy of a B2C tenant; each has endpoints of its own, and grants count at these alone.</summary>
public sealed class Policy
{
    /// <summary>The tenant the policy belongs to.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name, such as <c>B2C_1_susi</c>; addresses may write it in any case.</summary>
    public required string Name { get; init; }

    /// <summary>What the policy lets a person do.</summary>
    public required PolicyKind Kind { get; set; }

    /// <summary>Whether the password can be reset on the sign-in page. Otherwise the application is told AADB2C90118 and has to start the reset policy itself.</summary>
    public bool HasEmbeddedPasswordReset { get; set; }

    /// <summary>The address of the REST API that adds claims to the token; custom policies only. A path is an address of the sandbox.</summary>
    public string? RestClaimsApi { get; set; }

    /// <summary>Whether it is a custom policy: its tokens name it in <c>acr</c>, those of a user flow in <c>tfp</c>.</summary>
    public bool IsCustom => Name.StartsWith("B2C_1A_", StringComparison.OrdinalIgnoreCase);

    internal sealed class Configuration : IEntityTypeConfiguration<Policy>
    {
        public void Configure(EntityTypeBuilder<Policy> builder)
        {
            builder.HasKey(policy => new { policy.TenantId, policy.Name });
            builder.Property(policy => policy.Name).UseCollation("NOCASE");
            builder.Property(policy => policy.Kind).HasConversion<string>();
            builder.HasOne<Tenant>().WithMany().HasForeignKey(policy => policy.TenantId);
        }
    }
}
