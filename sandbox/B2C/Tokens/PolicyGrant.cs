using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Protocol.Tokens;

namespace Sandbox.B2C.Tokens;

/// <summary>What a policy adds to a grant: the policy itself, at which alone the grant counts, and what only that sign-in knows.</summary>
public sealed class PolicyGrant
{
    /// <summary>The grant.</summary>
    public required Guid GrantId { get; init; }

    /// <summary>The policy's name, as it is registered.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The social provider that vouched for the customer (<c>idp</c>); <see langword="null"/> for a password.</summary>
    public string? IdentityProvider { get; init; }

    /// <summary>Whether this sign-in made the account.</summary>
    public bool IsNewUser { get; init; }

    /// <summary>The claims that the policy's REST API added, as a JSON object of strings.</summary>
    public string? RestClaims { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<PolicyGrant>
    {
        public void Configure(EntityTypeBuilder<PolicyGrant> builder)
        {
            builder.HasKey(row => row.GrantId);
            builder.HasOne<Grant>().WithMany().HasForeignKey(row => row.GrantId);
        }
    }
}
