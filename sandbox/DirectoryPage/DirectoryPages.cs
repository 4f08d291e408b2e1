using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>The parts of the list page.</summary>
internal enum DirectoryPart
{
    /// <summary>The users of a tenant.</summary>
    Users,

    /// <summary>The groups of a tenant.</summary>
    Groups,

    /// <summary>The apps of a tenant.</summary>
    Apps,

    /// <summary>The sign-in sessions of a tenant's users, and the devices that wait.</summary>
    Sessions,
}

/// <summary>What the list page shows.</summary>
internal sealed record DirectoryListPage
{
    /// <summary>The rows of a page.</summary>
    public const int Size = 25;

    /// <summary>All tenants.</summary>
    public required IReadOnlyList<Tenant> Tenants { get; init; }

    /// <summary>The tenant that is shown.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The part that is shown.</summary>
    public required DirectoryPart Part { get; init; }

    /// <summary>The words to search for.</summary>
    public required string Search { get; init; }

    /// <summary>How many rows are before the first one.</summary>
    public required int Skip { get; init; }

    /// <summary>How many rows there are.</summary>
    public int Total { get; init; }

    public IReadOnlyList<User> Users { get; init; } = [];

    public IReadOnlyList<(Group Group, int Members)> Groups { get; init; } = [];

    public IReadOnlyList<Application> Apps { get; init; } = [];

    public IReadOnlyList<(SignInSession Session, User User)> Sessions { get; init; } = [];

    public IReadOnlyList<(DeviceUnderWay Device, string App)> Devices { get; init; } = [];

    /// <summary>What was entered for a new user, where it could not be added.</summary>
    public NewUserForm Form { get; init; } = new("", "");

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }

    /// <summary>The address of the page with another part, or with other rows.</summary>
    public string Address(DirectoryPart? part = null, int skip = 0) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
            DirectoryPageEndpoints.Path, new Dictionary<string, string?>
            {
                ["tenant"] = Tenant.Domain,
                ["show"] = (part ?? Part).ToString().ToLowerInvariant(),
                ["q"] = part is null && Search.Length > 0 ? Search : null,
                ["skip"] = skip > 0 ? skip.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
            }.Where(pair => pair.Value is not null));
}

/// <summary>The form for a new user.</summary>
/// <param name="Name">The display name.</param>
/// <param name="SignInName">The user name, with the domain or without.</param>
internal sealed record NewUserForm(string Name, string SignInName);

/// <summary>What the page of one user shows.</summary>
internal sealed record DirectoryUserPage
{
    public required User User { get; init; }

    public required Tenant Tenant { get; init; }

    /// <summary>The groups of the user.</summary>
    public required IReadOnlyList<Group> Groups { get; init; }

    /// <summary>The first groups that the user is not in.</summary>
    public required IReadOnlyList<Group> OtherGroups { get; init; }

    /// <summary>The roles that are assigned to the user.</summary>
    public required IReadOnlyList<AssignedRole> Roles { get; init; }

    /// <summary>The roles that can be assigned.</summary>
    public required IReadOnlyList<AssignedRole> OtherRoles { get; init; }

    /// <summary>What the user consented to.</summary>
    public required IReadOnlyList<GivenConsent> Consents { get; init; }

    /// <summary>The sessions of the user in all browsers.</summary>
    public required IReadOnlyList<SignInSession> Sessions { get; init; }

    /// <summary>The failed sign-ins; <see langword="null"/> when there are none.</summary>
    public SignInAttempt? Failures { get; init; }

    public DirectoryNotice? Notice { get; init; }
}

/// <summary>What the page of one group shows.</summary>
internal sealed record DirectoryGroupPage
{
    public required Group Group { get; init; }

    public required Tenant Tenant { get; init; }

    /// <summary>The first members.</summary>
    public required IReadOnlyList<User> Members { get; init; }

    /// <summary>How many members there are.</summary>
    public required int Total { get; init; }

    public DirectoryNotice? Notice { get; init; }
}

/// <summary>What the page of one app shows.</summary>
internal sealed record DirectoryAppPage
{
    public required RegisteredApplication App { get; init; }

    public required Tenant Tenant { get; init; }

    /// <summary>The consents of administrators and of the first users.</summary>
    public required IReadOnlyList<GivenConsent> Consents { get; init; }

    public DirectoryNotice? Notice { get; init; }
}

/// <summary>A role of an app.</summary>
/// <param name="Id">The ID of the assignment; empty where it is not assigned.</param>
/// <param name="AppId">The app.</param>
/// <param name="App">The name of the app.</param>
/// <param name="RoleId">The role; empty for an assignment without a role.</param>
/// <param name="Role">The name of the role.</param>
internal sealed record AssignedRole(Guid Id, Guid AppId, string App, Guid RoleId, string Role);

/// <summary>A consent.</summary>
/// <param name="Id">The ID of the consent.</param>
/// <param name="App">The name of the app.</param>
/// <param name="Api">The name of the API.</param>
/// <param name="Scopes">The scopes, with spaces between them.</param>
/// <param name="By">The user who consented; <see langword="null"/> for an administrator, for all users.</param>
internal sealed record GivenConsent(Guid Id, string App, string Api, string Scopes, string? By);
