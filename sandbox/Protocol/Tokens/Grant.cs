using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Applications;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// What one sign-in gave an application: its code, and every token that descends from it. Revoking it revokes them all at once,
/// also those that are being issued in the same moment.
/// </summary>
public sealed class Grant
{
    /// <summary>The grant's own id; access tokens carry it, encoded, as <c>rh</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that issues.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The application it was given to.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The person who signed in.</summary>
    public required Guid UserId { get; init; }

    /// <summary>
    /// The browser session it came from (<c>sid</c>), or a random ID after a password grant, which has no session. No
    /// foreign key: refresh tokens outlive the session.
    /// </summary>
    public required Guid SessionId { get; init; }

    /// <summary>The scopes asked for, as they stood in the request.</summary>
    public required string Scope { get; init; }

    /// <summary>When the person had proved who they are.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>Whether a second factor was passed.</summary>
    public required bool MultiFactor { get; init; }

    /// <summary>The <c>claims</c> parameter of the authorization request, if there was one.</summary>
    public string? Claims { get; init; }

    /// <summary>Whether the ID token must say when the person signed in, because <c>max_age</c> was asked for (OpenID Connect Core, section 2).</summary>
    public bool WantsAuthenticationTime { get; init; }

    /// <summary>Until when a token may name it.</summary>
    public required DateTimeOffset KeptUntil { get; init; }

    /// <summary>Whether it comes from another grant: an API acts on behalf of the person who called it.</summary>
    public bool IsDerived { get; init; }

    /// <summary>When it was revoked, if it was.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Grant>
    {
        public void Configure(EntityTypeBuilder<Grant> builder)
        {
            builder.HasOne<Application>().WithMany().HasForeignKey(grant => grant.ClientId);
            builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.UserId);
        }
    }
}
