using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>One person signed in to the sandbox in one browser; every application in that browser shares it.</summary>
public sealed class SignInSession
{
    /// <summary>The session id, which tokens carry as <c>sid</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The SHA-256 of the browser's session cookie. A browser may hold sessions of several people.</summary>
    public required byte[] BrowserHash { get; set; }

    /// <summary>Who is signed in.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When the person last proved who they are; tokens carry it as <c>auth_time</c>.</summary>
    public required DateTimeOffset AuthenticatedAt { get; set; }

    /// <summary>When the person last passed a second factor, if ever.</summary>
    public DateTimeOffset? MultiFactorAt { get; set; }

    /// <summary>The social provider through which a customer signed in; <see langword="null"/> for a password. Tokens carry it as <c>idp</c>.</summary>
    public string? IdentityProvider { get; set; }

    /// <summary>When the session ends unless it is used before.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The same session with another end.</summary>
    internal SignInSession Until(DateTimeOffset expiresAt) => new()
    {
        Id = Id,
        BrowserHash = BrowserHash,
        UserId = UserId,
        AuthenticatedAt = AuthenticatedAt,
        MultiFactorAt = MultiFactorAt,
        IdentityProvider = IdentityProvider,
        ExpiresAt = expiresAt,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<SignInSession>
    {
        public void Configure(EntityTypeBuilder<SignInSession> builder)
        {
            builder.HasIndex(session => new { session.BrowserHash, session.UserId }).IsUnique();
            builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId);
        }
    }
}
