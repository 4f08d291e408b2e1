using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.ManagedIdentities;

/// <summary>An identity that the platform lends to a web app, which asks for its tokens with a header instead of a credential.</summary>
public sealed class ManagedIdentity
{
    /// <summary>The object id of its service principal; tokens carry it as <c>oid</c> and <c>sub</c>.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>Its client id.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The tenant it belongs to.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is its web app's own, and not one that several may share.</summary>
    public required bool IsSystemAssigned { get; init; }

    /// <summary>The SHA-256 of what the web app sends as <c>X-IDENTITY-HEADER</c>. Identities with the same header belong to the same web app.</summary>
    public required byte[] HeaderHash { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ManagedIdentity>
    {
        public void Configure(EntityTypeBuilder<ManagedIdentity> builder)
        {
            builder.HasKey(identity => identity.PrincipalId);
            builder.HasIndex(identity => identity.ClientId).IsUnique();
            builder.HasIndex(identity => identity.HeaderHash);
            builder.HasOne<Tenant>().WithMany().HasForeignKey(identity => identity.TenantId);
        }
    }
}
