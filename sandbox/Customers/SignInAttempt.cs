using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Customers;

/// <summary>The failed sign-ins with one email address, or to one account, since the last that succeeded.</summary>
public sealed class SignInAttempt
{
    /// <summary>The tenant that was asked.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>
    /// The SHA-256 of the email address, or of a user's object ID. Customers mistype, and the addresses of others are
    /// none of the directory's business.
    /// </summary>
    public required byte[] EmailHash { get; init; }

    /// <summary>How often it failed.</summary>
    public int Failures { get; set; }

    /// <summary>Until when every attempt is refused, if so.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>When the failures are forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SignInAttempt>
    {
        public void Configure(EntityTypeBuilder<SignInAttempt> builder) => builder.HasKey(attempt => new { attempt.TenantId, attempt.EmailHash });
    }
}
