using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>An app that an API gives delegated permissions to without consent.</summary>
public sealed class PreAuthorizedApplication
{
    /// <summary>The API.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The client ID of the app. As in the cloud, the directory need not know it.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The IDs of the permissions (<see cref="ApiScope.Id"/>).</summary>
    public required List<Guid> PermissionIds { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<PreAuthorizedApplication>
    {
        public void Configure(EntityTypeBuilder<PreAuthorizedApplication> builder)
        {
            builder.HasKey(application => new { application.ResourceId, application.ClientId });
            builder.HasOne<Application>().WithMany().HasForeignKey(application => application.ResourceId);
        }
    }
}
