using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.EntraId.SignIn;

/// <summary>
/// An authorization request that waits for a person. It lives here and not in the pages, so that no page can change it,
/// a long <c>state</c> does not travel from form to form, and a restart does not lose it.
/// </summary>
public sealed class PendingSignIn
{
    /// <summary>The random name of the request in the pages' addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The <c>{tenant}</c> of the request's address.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the sign-in is for.</summary>
    public required SignInPurpose Purpose { get; init; }

    /// <summary>The request's parameters, as JSON.</summary>
    public required string Parameters { get; init; }

    /// <summary>When the person has to start again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The session the person chose, once chosen.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>Whether the person consented just now, which is what <c>prompt=consent</c> asks for.</summary>
    public bool Consented { get; set; }

    /// <summary>What this sign-in has to have besides what the rules say.</summary>
    public SignInDemands Demands { get; set; }

    /// <summary>Whether the person confirmed that the device that waits is theirs.</summary>
    public bool Confirmed { get; set; }

    /// <summary>The code that the multi-factor page shows and expects.</summary>
    public string? MultiFactorCode { get; set; }

    /// <summary>How often a wrong multi-factor code was typed.</summary>
    public int MultiFactorFailures { get; set; }

    /// <summary>When the application got its answer; the request is over then.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<PendingSignIn>
    {
        public void Configure(EntityTypeBuilder<PendingSignIn> builder)
        {
            builder.HasKey(pending => pending.Id);
            builder.Property(pending => pending.Purpose).HasConversion<string>();
        }
    }
}
