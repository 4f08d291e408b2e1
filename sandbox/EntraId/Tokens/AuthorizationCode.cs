using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.EntraId.Tokens;

/// <summary>An authorization code (RFC 6749, section 4.1.2): known by its hash, used once, bound to what asked for it.</summary>
public sealed class AuthorizationCode
{
    /// <summary>The SHA-256 of the code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What the code gives.</summary>
    public required Guid GrantId { get; init; }

    /// <summary>Where the code was sent; the token request must name the same address.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The <c>nonce</c> for the ID token.</summary>
    public string? Nonce { get; init; }

    /// <summary>The PKCE challenge (RFC 7636).</summary>
    public string? CodeChallenge { get; init; }

    /// <summary><c>S256</c> or <c>plain</c>, where there is a challenge.</summary>
    public string? CodeChallengeMethod { get; init; }

    /// <summary>When the code stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the code was redeemed, if it was.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorizationCode>
    {
        public void Configure(EntityTypeBuilder<AuthorizationCode> builder)
        {
            builder.HasKey(code => code.Hash);
            builder.HasOne<Grant>().WithMany().HasForeignKey(code => code.GrantId);
        }
    }
}
