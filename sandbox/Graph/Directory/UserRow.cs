using System.Linq.Expressions;
using Sandbox.Graph.OData;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of a person: never the password's hash.</summary>
internal sealed class UserRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required string DisplayName { get; init; }
    public required string UserPrincipalName { get; init; }
    public string? GivenName { get; init; }
    public string? Surname { get; init; }
    public string? Mail { get; init; }
    public string? JobTitle { get; init; }
    public string? Department { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }
    public bool AccountEnabled { get; init; }
    public DateTimeOffset SignInSessionsValidFromDateTime { get; init; }
    public DateTimeOffset? CreatedDateTime { get; init; }
    public DateTimeOffset? DeletedDateTime { get; init; }

    public string? UserType { get; init; }
    public string? CreationType { get; init; }
    public string? ExternalUserState { get; init; }
    public DateTimeOffset? ExternalUserStateChangeDateTime { get; init; }

    /// <summary>The properties that are stored as they were sent (<see cref="Writing.StoredProperties"/>).</summary>
    public string? MoreProperties { get; init; }

    /// <summary>The manager, where it was asked for.</summary>
    public UserRow? Manager { get; init; }

    public static Expression<Func<User, UserRow>> Projection { get; } = user => new UserRow
    {
        Id = user.Id,
        DisplayName = user.DisplayName,
        UserPrincipalName = user.UserPrincipalName,
        GivenName = user.GivenName,
        Surname = user.Surname,
        Mail = user.Mail,
        JobTitle = user.JobTitle,
        Department = user.Department,
        City = user.City,
        Country = user.Country,
        AccountEnabled = user.Enabled,
        SignInSessionsValidFromDateTime = user.TokensValidFrom,
        CreatedDateTime = user.CreatedAt,
        DeletedDateTime = user.DeletedAt,
        UserType = user.Invitation == null ? "Member" : "Guest",
        CreationType = user.Invitation == null ? null : "Invitation",
        ExternalUserState = user.Invitation == null ? null
            : user.Invitation == InvitationState.Accepted ? "Accepted" : "PendingAcceptance",
        ExternalUserStateChangeDateTime = user.InvitationChangedAt,
        MoreProperties = user.MoreProperties,
    };

    /// <summary>The same for a person who has been read already.</summary>
    public static Func<User, UserRow> From { get; } = Projection.Compile();

    /// <summary>Adds the manager by a join, so that a page stays one query.</summary>
    public static IQueryable<UserRow> WithManager(IQueryable<User> users, IQueryable<User> everyone) =>
        from user in users
        join boss in everyone on user.ManagerId equals boss.Id into bosses
        from manager in bosses.DefaultIfEmpty()
        select new UserRow
        {
            Id = user.Id,
            DisplayName = user.DisplayName,
            UserPrincipalName = user.UserPrincipalName,
            GivenName = user.GivenName,
            Surname = user.Surname,
            Mail = user.Mail,
            JobTitle = user.JobTitle,
            Department = user.Department,
            City = user.City,
            Country = user.Country,
            AccountEnabled = user.Enabled,
            SignInSessionsValidFromDateTime = user.TokensValidFrom,
            CreatedDateTime = user.CreatedAt,
            DeletedDateTime = user.DeletedAt,
            UserType = user.Invitation == null ? "Member" : "Guest",
            CreationType = user.Invitation == null ? null : "Invitation",
            ExternalUserState = user.Invitation == null ? null
                : user.Invitation == InvitationState.Accepted ? "Accepted" : "PendingAcceptance",
            ExternalUserStateChangeDateTime = user.InvitationChangedAt,
            MoreProperties = user.MoreProperties,
            Manager = manager == null ? null : new UserRow
            {
                Id = manager.Id,
                DisplayName = manager.DisplayName,
                UserPrincipalName = manager.UserPrincipalName,
                GivenName = manager.GivenName,
                Surname = manager.Surname,
                Mail = manager.Mail,
                JobTitle = manager.JobTitle,
                Department = manager.Department,
                City = manager.City,
                Country = manager.Country,
                AccountEnabled = manager.Enabled,
                SignInSessionsValidFromDateTime = manager.TokensValidFrom,
                CreatedDateTime = manager.CreatedAt,
                DeletedDateTime = manager.DeletedAt,
                MoreProperties = manager.MoreProperties,
            },
        };
}
