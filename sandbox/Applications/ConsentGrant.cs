using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Applications;

/// <summary>The delegated permissions that one person, or an administrator for everyone in a tenant, allowed an application.</summary>
public sealed class ConsentGrant
{
    /// <summary>The grant's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant in which it holds.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The application that was allowed.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The API it may call.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>Who allowed it; <see langword="null"/> when an administrator did for everyone.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The scopes.</summary>
    public required List<string> Scopes { get; set; }

    /// <summary>When it was last given.</summary>
    public required DateTimeOffset GrantedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ConsentGrant>
    {
        public void Configure(EntityTypeBuilder<ConsentGrant> builder)
        {
            builder.HasIndex(grant => new { grant.ClientId, grant.TenantId, grant.UserId, grant.ResourceId }).IsUnique();
            builder.HasOne<Tenant>().WithMany().HasForeignKey(grant => grant.TenantId);
            builder.HasOne<Application>().WithMany().HasForeignKey(grant => grant.ClientId);
            builder.HasOne<Application>().WithMany().HasForeignKey(grant => grant.ResourceId);
            builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.UserId);
        }
    }
}
