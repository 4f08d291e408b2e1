using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Seed;

/// <summary>Adds a tenant's users and groups.</summary>
internal static class SeedUsers
{
    public static Guid UserId(SeedUser user) => user.Id ?? StableId.From("user " + user.UserPrincipalName);

    public static Guid GuestId(SeedTenant tenant, SeedGuest guest) =>
        guest.Id ?? StableId.From($"guest {tenant.Domain} {guest.Account}");

    public static Guid GroupId(SeedTenant tenant, SeedGroup group) => group.Id ?? StableId.From($"group {tenant.Domain} {group.DisplayName}");

    public static void Add(SandboxDbContext db, SeedTenant tenant, SeedContent content, string password)
    {
        var ids = tenant.Users.ToDictionary(user => user.UserPrincipalName, UserId, StringComparer.OrdinalIgnoreCase);
        var groups = tenant.Groups.ToDictionary(group => group.DisplayName, group => GroupId(tenant, group), StringComparer.OrdinalIgnoreCase);
        db.AddRange(tenant.Groups.Select(group =>
            new Group { Id = GroupId(tenant, group), TenantId = tenant.Id, DisplayName = group.DisplayName, Description = group.Description }));
        foreach (var user in tenant.Users)
        {
            db.Add(Named(tenant, user, password, user.Manager is null ? null : ids[user.Manager]));
            db.AddRange(user.Groups.Select(group => new GroupMember { GroupId = groups[group], UserId = UserId(user) }));
            db.AddRange(Enumerable.Range(1, user.GeneratedGroups).Select(number => new GroupMember { GroupId = GeneratedGroup(tenant, number).Id, UserId = UserId(user) }));
            if (user.Photo is not null)
            {
                SeedPhotos.Add(db, UserId(user), user.Photo, content.Folder);
            }
        }

        foreach (var guest in tenant.Guests)
        {
            db.Add(Guest(tenant, guest, content.File));
            db.AddRange(guest.Groups.Select(group =>
                new GroupMember { GroupId = groups[group], UserId = GuestId(tenant, guest) }));
        }

        var most = tenant.Users.Count == 0 ? 0 : tenant.Users.Max(user => user.GeneratedGroups);
        db.AddRange(Enumerable.Range(1, most).Select(number => GeneratedGroup(tenant, number)));
    }

    /// <summary>The users that fill a tenant up to its number. A name that a user of the seed has is left out.</summary>
    public static IEnumerable<User> MadeUp(SeedTenant tenant, string password)
    {
        var taken = tenant.Users.Select(user => user.UserPrincipalName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(0, int.MaxValue)
            .Select(index => MadeUp(tenant, index, password))
            .Where(user => !taken.Contains(user.UserPrincipalName))
            .Take(Math.Max(0, tenant.TotalUsers - tenant.Users.Count - tenant.Guests.Count));
    }

    private static User Named(SeedTenant tenant, SeedUser user, string password, Guid? manager) => new()
    {
        Id = UserId(user),
        TenantId = tenant.Id,
        UserPrincipalName = user.UserPrincipalName,
        DisplayName = user.DisplayName,
        GivenName = user.GivenName,
        Surname = user.Surname,
        Mail = user.UserPrincipalName,
        JobTitle = user.JobTitle,
        Department = user.Department,
        City = user.City,
        Country = user.Country,
        PasswordHash = password,
        Enabled = user.Enabled,
        RequiresMultiFactor = user.RequiresMultiFactor,
        IsAdministrator = user.Administrator,
        IsOffered = true,
        ManagerId = manager,
    };

    private static User Guest(SeedTenant tenant, SeedGuest guest, SeedFile file)
    {
        var (homeTenant, home) = file.Tenants
            .SelectMany(each => each.Users.Select(user => (Tenant: each, User: user)))
            .First(each => each.User.UserPrincipalName.Equals(guest.Account, StringComparison.OrdinalIgnoreCase));
        return new User
        {
            Id = GuestId(tenant, guest),
            TenantId = tenant.Id,
            UserPrincipalName = UserNames.OfGuest(home.UserPrincipalName, tenant.Domain),
            DisplayName = home.DisplayName,
            GivenName = home.GivenName,
            Surname = home.Surname,
            Mail = home.UserPrincipalName,
            PasswordHash = null,
            IsOffered = true,
            Invitation = InvitationState.Accepted,
            InvitedAddress = home.UserPrincipalName,
            HomeTenantId = homeTenant.Id,
            HomeId = UserId(home),
        };
    }

    private static User MadeUp(SeedTenant tenant, int index, string password)
    {
        var (given, surname, department, suffix) = MadeUpNames.At(index);

        // Names are ASCII; a user name is written in lower case by custom.
#pragma warning disable CA1308
        var name = $"{given}.{surname}{suffix}@{tenant.Domain}".ToLowerInvariant();
#pragma warning restore CA1308
        return new User
        {
            Id = StableId.From("user " + name),
            TenantId = tenant.Id,
            UserPrincipalName = name,
            DisplayName = $"{given} {surname}{(suffix.Length == 0 ? "" : " " + suffix)}",
            GivenName = given,
            Surname = surname,
            Mail = name,
            Department = department,
            PasswordHash = password,
        };
    }

    private static Group GeneratedGroup(SeedTenant tenant, int number) => new()
    {
        Id = StableId.From($"group {tenant.Domain} team {number}"),
        TenantId = tenant.Id,
        DisplayName = $"Team {number:000}",
        Description = "Made up, to fill the directory.",
    };
}
