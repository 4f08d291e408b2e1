using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Tenants;

/// <summary>One directory: its users, groups and applications belong to it.</summary>
public sealed class Tenant
{
    /// <summary>The tenant id, which tokens carry as <c>tid</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organization's name, shown on the sign-in page.</summary>
    public required string Name { get; set; }

    /// <summary>The verified domain, usable instead of the id in every address.</summary>
    public required string Domain { get; set; }

    /// <summary>Which service the tenant belongs to.</summary>
    public TenantKind Kind { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Tenant>
    {
        public void Configure(EntityTypeBuilder<Tenant> builder)
        {
            builder.Property(tenant => tenant.Domain).UseCollation("NOCASE");
            builder.Property(tenant => tenant.Kind).HasConversion<string>();
            builder.HasIndex(tenant => tenant.Domain).IsUnique();
        }
    }
}
