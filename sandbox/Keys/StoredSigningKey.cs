using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Persistence;

namespace Sandbox.Keys;

/// <summary>
/// A signing key as the database keeps it. The database is the sandbox's own file, readable by its owner only. A reset
/// keeps the keys, because they are no seed, and apps have them in their caches.
/// </summary>
public sealed class StoredSigningKey : IKeptByReset
{
    /// <summary>The key id: the base64url SHA-1 thumbprint of the certificate, as in the cloud.</summary>
    public required string KeyId { get; init; }

    /// <summary>The self-signed certificate (DER).</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>The private key (PKCS #8).</summary>
    public required byte[] PrivateKey { get; init; }

    /// <summary>The order in which keys come into use.</summary>
    public required int Sequence { get; set; }

    /// <summary>When another key took its place; <see langword="null"/> for the current and the next key.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<StoredSigningKey>
    {
        public void Configure(EntityTypeBuilder<StoredSigningKey> builder)
        {
            builder.HasKey(key => key.KeyId);
            builder.HasIndex(key => key.Sequence).IsUnique();
        }
    }
}
