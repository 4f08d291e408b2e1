using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>A client assertion that was accepted; the same <c>jti</c> is not accepted again (RFC 7523, section 3).</summary>
public sealed class UsedAssertion
{
    /// <summary>The client that sent it.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The SHA-256 of its <c>jti</c>.</summary>
    public required byte[] JtiHash { get; init; }

    /// <summary>When the assertion expires, and with it the need to remember it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<UsedAssertion>
    {
        public void Configure(EntityTypeBuilder<UsedAssertion> builder) =>
            builder.HasKey(assertion => new { assertion.ClientId, assertion.JtiHash });
    }
}
