using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Applications;
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

    /// <summary>The app roles of a tenant's apps and of the APIs that it uses.</summary>
    Roles,

    /// <summary>The apps of a tenant.</summary>
    Apps,

    /// <summary>The consents of a tenant's users and administrators.</summary>
    Consents,

    /// <summary>The sign-in sessions of a tenant's users.</summary>
    Sessions,

    /// <summary>The devices that wait for a user to enter their code.</summary>
    Devices,
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

    /// <summary>The users, where that part is shown.</summary>
    public IReadOnlyList<User> Users { get; init; } = [];

    /// <summary>The groups, where that part is shown.</summary>
    public IReadOnlyList<(Group Group, int Members)> Groups { get; init; } = [];

    /// <summary>The roles, where that part is shown.</summary>
    public IReadOnlyList<RoleRow> Roles { get; init; } = [];

    /// <summary>The apps, where that part is shown.</summary>
    public IReadOnlyList<Application> Apps { get; init; } = [];

    /// <summary>The consents, where that part is shown.</summary>
    public IReadOnlyList<GivenConsent> Consents { get; init; } = [];

    /// <summary>The sessions, where that part is shown.</summary>
    public IReadOnlyList<(SignInSession Session, User User)> Sessions { get; init; } = [];

    /// <summary>The devices that wait, where that part is shown.</summary>
    public IReadOnlyList<(DeviceUnderWay Device, string App)> Devices { get; init; } = [];

    /// <summary>What was entered for a new user, where it could not be added.</summary>
    public NewUserForm Form { get; init; } = new("", "");

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }

    /// <summary>The address of the page with another part, or with other rows.</summary>
    public string Address(DirectoryPart? part = null, int skip = 0) =>
        QueryHelpers.AddQueryString(
            DirectoryPageSetup.Path, new Dictionary<string, string?>
            {
                ["tenant"] = Tenant.Domain,
                ["show"] = (part ?? Part).ToString().ToLowerInvariant(),
                ["q"] = part is null && Search.Length > 0 ? Search : null,
                ["skip"] = skip > 0 ? skip.ToString(CultureInfo.InvariantCulture) : null,
            }.Where(pair => pair.Value is not null));
}

/// <summary>A row of the roles.</summary>
/// <param name="Role">The role.</param>
/// <param name="App">The name of the app that defines the role.</param>
/// <param name="Assignments">The number of users, groups and apps of the tenant with the role.</param>
internal sealed record RoleRow(AppRole Role, string App, int Assignments);

/// <summary>The form for a new user.</summary>
/// <param name="Name">The display name.</param>
/// <param name="SignInName">The user name, with the domain or without.</param>
internal sealed record NewUserForm(string Name, string SignInName);
