using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Protocol;

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

    /// <summary>A new client secret, of which the hash and the first characters are kept.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="name">Its name for administrators.</param>
    /// <param name="start">When it starts to work.</param>
    /// <param name="end">When it stops working; <see langword="null"/> for two years after its start.</param>
    public static ClientCredential OfSecret(
        Guid clientId, string secret, string? name, DateTimeOffset start, DateTimeOffset? end = null)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return new ClientCredential
        {
            Id = Guid.NewGuid(),
            ClientId = clientId,
            SecretHash = Secrets.Hash(secret),
            Hint = secret[..3],
            DisplayName = name,
            StartsAt = start,
            ExpiresAt = end ?? start.AddYears(2),
        };
    }

    internal sealed class Configuration : IEntityTypeConfiguration<ClientCredential>
    {
        public void Configure(EntityTypeBuilder<ClientCredential> builder) =>
            builder.HasOne<Application>().WithMany().HasForeignKey(credential => credential.ClientId);
    }
}
