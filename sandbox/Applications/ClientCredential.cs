using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>One credential of a confidential client: a secret or a certificate.</summary>
public sealed class ClientCredential
{
    /// <summary>The credential's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose credential it is.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The SHA-256 of the secret. A client secret is long and random, so a fast hash is enough.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>The certificate (DER), without its private key.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>When the credential stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When the credential starts to work; <see langword="null"/> when it always did.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>A name by which administrators tell credentials apart.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The first characters of the secret, by which administrators recognize it.</summary>
    public string? Hint { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ClientCredential>
    {
        public void Configure(EntityTypeBuilder<ClientCredential> builder) =>
            builder.HasOne<Application>().WithMany().HasForeignKey(credential => credential.ClientId);
    }
}
