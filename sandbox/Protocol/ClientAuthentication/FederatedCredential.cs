using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Applications;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>A federated identity credential: an application trusts tokens of one subject of one issuer as proof of itself.</summary>
public sealed class FederatedCredential
{
    /// <summary>Whose credential it is.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The credential's own ID.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Its name, unique within the application.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>iss</c> to expect. One that begins with a slash is an issuer of this sandbox, at whatever address it runs.</summary>
    public required string Issuer { get; set; }

    /// <summary>The <c>sub</c> to expect.</summary>
    public required string Subject { get; set; }

    /// <summary>The <c>aud</c> to expect.</summary>
    public required string Audience { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FederatedCredential>
    {
        public void Configure(EntityTypeBuilder<FederatedCredential> builder)
        {
            builder.HasKey(credential => new { credential.ClientId, credential.Name });
            builder.HasOne<Application>().WithMany().HasForeignKey(credential => credential.ClientId);
        }
    }
}
