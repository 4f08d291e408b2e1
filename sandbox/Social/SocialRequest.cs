using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Social;

/// <summary>A person whom a customer tenant has sent to a social provider: the client's side of the hop.</summary>
public sealed class SocialRequest
{
    /// <summary>The SHA-256 of the <c>state</c> (RFC 6749, section 10.12).</summary>
    public required byte[] StateHash { get; init; }

    /// <summary>The SHA-256 of the browser's cookie: an answer in another browser is not this person's.</summary>
    public required byte[] BrowserHash { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The sign-in that waits for the answer.</summary>
    public required string InteractionId { get; init; }

    /// <summary>Where in the sandbox the person goes on.</summary>
    public required string ReturnPath { get; init; }

    /// <summary>When the answer comes too late.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the provider answered.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whom the provider named, as JSON; <see langword="null"/> when the person cancelled.</summary>
    public string? Identity { get; set; }

    /// <summary>When the waiting sign-in took the answer.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SocialRequest>
    {
        public void Configure(EntityTypeBuilder<SocialRequest> builder)
        {
            builder.HasKey(request => request.StateHash);
            builder.HasIndex(request => new { request.InteractionId, request.BrowserHash });
        }
    }
}
