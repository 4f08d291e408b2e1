using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Social;

/// <summary>An authorization request that waits at a pretend provider for a person: the provider's side of the hop.</summary>
public sealed class ProviderSignIn
{
    /// <summary>The random name of the request in the page's address.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Where the answer goes.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The client's <c>state</c>, which goes back as it came.</summary>
    public required string State { get; init; }

    /// <summary>When the person has to start again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the person answered.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The SHA-256 of the code that the answer carried.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>When the code stops working.</summary>
    public DateTimeOffset? CodeExpiresAt { get; set; }

    /// <summary>When the code was redeemed.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>Who the person said they are, as JSON.</summary>
    public string? Account { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ProviderSignIn>
    {
        public void Configure(EntityTypeBuilder<ProviderSignIn> builder)
        {
            builder.HasKey(request => request.Id);
            builder.HasIndex(request => request.CodeHash).IsUnique();
        }
    }
}
