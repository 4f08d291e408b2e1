using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.Users;

/// <summary>A person in a directory.</summary>
public sealed class User
{
    /// <summary>The object id, which tokens carry as <c>oid</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant the person belongs to.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The sign-in name, compared without regard to case.</summary>
    public required string UserPrincipalName { get; set; }

    /// <summary>The name to show.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The first name, where known.</summary>
    public string? GivenName { get; set; }

    /// <summary>The last name, where known.</summary>
    public string? Surname { get; set; }

    /// <summary>The mail address, where the person has a mailbox.</summary>
    public string? Mail { get; set; }

    /// <summary>What the person does.</summary>
    public string? JobTitle { get; set; }

    /// <summary>Where in the organization the person works.</summary>
    public string? Department { get; set; }

    /// <summary>Where the person works.</summary>
    public string? City { get; set; }

    /// <summary>Where the person works.</summary>
    public string? Country { get; set; }

    /// <summary>The password as ASP.NET Core's password hasher stores it; <see langword="null"/> for a customer who signs in with a social account only.</summary>
    public required string? PasswordHash { get; set; }

    /// <summary>Whether the user has to choose a new password at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>
    /// How far the invitation of a guest has come; <see langword="null"/> for a member of the tenant.
    /// </summary>
    public InvitationState? Invitation { get; set; }

    /// <summary>When <see cref="Invitation"/> changed last.</summary>
    public DateTimeOffset? InvitationChangedAt { get; set; }

    /// <summary>The email address to which the invitation of a guest was sent.</summary>
    public string? InvitedAddress { get; set; }

    /// <summary>
    /// The tenant of the account with which a guest signs in; <see langword="null"/> until the guest has accepted.
    /// </summary>
    public Guid? HomeTenantId { get; set; }

    /// <summary>The object ID that a guest has in <see cref="HomeTenantId"/>.</summary>
    public Guid? HomeId { get; set; }

    /// <summary>Whether the account may sign in.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether every sign-in of this person needs a second factor.</summary>
    public bool RequiresMultiFactor { get; set; }

    /// <summary>Whether the person may grant permissions that only an administrator may grant.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>Whether the sign-in page offers this account as a button.</summary>
    public bool IsOffered { get; set; }

    /// <summary>The person's manager.</summary>
    public Guid? ManagerId { get; set; }

    /// <summary>Sessions and refresh tokens from before this moment count no more: a password change or a revocation moves it.</summary>
    public DateTimeOffset TokensValidFrom { get; set; }

    /// <summary>
    /// When the account was created; <see langword="null"/> for an account of the seed, which has no clock.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// When the account was deleted. Until it is restored, only the list of deleted objects knows it.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>
    /// The properties that the sandbox stores but never reads, as a JSON object: telephone numbers and the like.
    /// </summary>
    public string? MoreProperties { get; set; }

    /// <summary>Whether it is a customer, whose user principal name is internal and made from the object id. Customers are known to their own tenant alone.</summary>
    public bool IsCustomer => UserPrincipalName.StartsWith($"{Id}@", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the account belongs to a user of another tenant, who signs in there.</summary>
    public bool IsGuest => Invitation is not null;

    /// <summary>
    /// The name by which users recognize the account: the user principal name, a customer's email address, or the
    /// address to which a guest was invited.
    /// </summary>
    public string SignInName => InvitedAddress ?? (IsCustomer && Mail is not null ? Mail : UserPrincipalName);

    internal sealed class Configuration : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.Property(user => user.UserPrincipalName).UseCollation("NOCASE");
            builder.HasIndex(user => user.UserPrincipalName).IsUnique();
            builder.HasQueryFilter(user => user.DeletedAt == null);
            builder.HasIndex(user => new { user.TenantId, user.IsOffered });
            builder.Property(user => user.Invitation).HasConversion<string>();
            builder.Property(user => user.InvitedAddress).UseCollation("NOCASE");
            builder.HasIndex(user => new { user.TenantId, user.HomeId }).HasFilter("\"HomeId\" IS NOT NULL");
            builder.HasIndex(user => new { user.TenantId, user.InvitedAddress })
                .HasFilter("\"InvitedAddress\" IS NOT NULL");
            builder.HasOne<Tenant>().WithMany().HasForeignKey(user => user.TenantId);
            builder.HasOne<User>().WithMany().HasForeignKey(user => user.ManagerId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>How far an invitation has come. The names are those of Graph's <c>externalUserState</c>.</summary>
public enum InvitationState
{
    /// <summary>The guest has not accepted yet.</summary>
    PendingAcceptance,

    /// <summary>The guest has accepted, and can sign in.</summary>
    Accepted,
}
