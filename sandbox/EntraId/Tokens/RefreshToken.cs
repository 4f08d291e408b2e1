using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.EntraId.Tokens;

/// <summary>A refresh token: known by its hash and used once. Using it twice revokes the grant (RFC 9700, section 4.14.2).</summary>
public sealed class RefreshToken
{
    /// <summary>The SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The grant it belongs to.</summary>
    public required Guid GrantId { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was exchanged for the next one, if it was.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RefreshToken>
    {
        public void Configure(EntityTypeBuilder<RefreshToken> builder)
        {
            builder.HasKey(token => token.Hash);
            builder.HasOne<Grant>().WithMany().HasForeignKey(token => token.GrantId);
        }
    }
}
