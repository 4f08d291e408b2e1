using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>One way in which a customer signs in: an e-mail address with a password, or an account at a social provider.</summary>
public sealed class UserIdentity
{
    /// <summary>The customer's tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Who knows the customer: the tenant's own domain for an e-mail address, otherwise the social provider's, such as <c>glimpse.example</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>The customer's name there: the normalised e-mail address, or the provider's identifier of the account.</summary>
    public required string IssuerAssignedId { get; init; }

    /// <summary>The customer.</summary>
    public required Guid UserId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<UserIdentity>
    {
        public void Configure(EntityTypeBuilder<UserIdentity> builder)
        {
            builder.HasKey(identity => new { identity.TenantId, identity.Issuer, identity.IssuerAssignedId });
            builder.HasIndex(identity => identity.UserId);
            builder.HasOne<Tenant>().WithMany().HasForeignKey(identity => identity.TenantId);
            builder.HasOne<User>().WithMany().HasForeignKey(identity => identity.UserId);
        }
    }
}
