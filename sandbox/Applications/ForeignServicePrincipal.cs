using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>A service principal that a tenant created for a multi-tenant app of another tenant.</summary>
public sealed class ForeignServicePrincipal
{
    /// <summary>The tenant that knows the app.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The app.</summary>
    public required Guid ClientId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ForeignServicePrincipal>
    {
        public void Configure(EntityTypeBuilder<ForeignServicePrincipal> builder)
        {
            builder.HasKey(principal => new { principal.TenantId, principal.ClientId });
            builder.HasOne<Tenant>().WithMany().HasForeignKey(principal => principal.TenantId);
            builder.HasOne<Application>().WithMany().HasForeignKey(principal => principal.ClientId);
        }
    }
}
