using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>The delegated permissions for one API that an application's registration lists; <c>.default</c> asks for exactly these.</summary>
public sealed class ConfiguredScopes
{
    /// <summary>The application that asks.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The API it asks for.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The scopes.</summary>
    public required List<string> Scopes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ConfiguredScopes>
    {
        public void Configure(EntityTypeBuilder<ConfiguredScopes> builder)
        {
            builder.HasKey(permission => new { permission.ClientId, permission.ResourceId });
            builder.HasOne<Application>().WithMany().HasForeignKey(permission => permission.ClientId);
            builder.HasOne<Application>().WithMany().HasForeignKey(permission => permission.ResourceId);
        }
    }
}
