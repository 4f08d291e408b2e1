using Sandbox.Tenants;

namespace Sandbox.Seed;

/// <summary>Checks what the JSON types cannot: that ids are unique and that everything named exists.</summary>
internal static class SeedCheck
{
    public static void Check(SeedFile file, string folder)
    {
        Require(file.Password.Length >= 8, "$.password", "the password has fewer than 8 characters. Choose a longer one.");
        Require(file.Tenants.Count > 0, "$.tenants", "there is no tenant. Add at least one.");
        Unique(file.Tenants, tenant => tenant.Id.ToString(), (_, index) => $"$.tenants[{index}].id");
        Unique(file.Tenants, tenant => tenant.Domain, (_, index) => $"$.tenants[{index}].domain");
        var all = file.Tenants.SelectMany((tenant, t) => tenant.Applications.Select((application, a) => (application, Place: $"$.tenants[{t}].applications[{a}]"))).ToList();
        Unique(all, entry => entry.application.ClientId.ToString(), (entry, _) => entry.Place + ".clientId");
        var apis = new Dictionary<string, SeedApplication>(StringComparer.OrdinalIgnoreCase);
        foreach (var (application, place) in all)
        {
            foreach (var uri in application.IdentifierUris)
            {
                Require(apis.TryAdd(uri, application), place + ".identifierUris", $"{uri} names two applications. Give each its own.");
            }
        }

        var clients = all.Select(entry => entry.application.ClientId).ToHashSet();
        UniqueIds(file);
        SeedManagedIdentityCheck.Check(file, apis);
        for (var t = 0; t < file.Tenants.Count; t++)
        {
            CheckGuests(file, file.Tenants[t], $"$.tenants[{t}]");
            Check(file.Tenants[t], $"$.tenants[{t}]", folder, apis, clients);
        }
    }

    public static void Require(bool condition, string place, string problem)
    {
        if (!condition)
        {
            throw new SeedException(place, problem);
        }
    }

    private static void CheckGuests(SeedFile file, SeedTenant tenant, string place)
    {
        Require(tenant.Guests.Count == 0 || tenant.Kind == TenantKind.Workforce, place + ".guests",
            "only a workforce tenant has guests. Remove them, or set kind to Workforce.");
        Unique(tenant.Guests, guest => guest.Account, (_, index) => $"{place}.guests[{index}].account");
        var accounts = file.Tenants.Where(other => other.Id != tenant.Id).SelectMany(other => other.Users)
            .Select(user => user.UserPrincipalName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var groups = tenant.Groups.Select(group => group.DisplayName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var g = 0; g < tenant.Guests.Count; g++)
        {
            var (guest, at) = (tenant.Guests[g], $"{place}.guests[{g}]");
            Require(accounts.Contains(guest.Account), at + ".account",
                $"no other tenant has a user \"{guest.Account}\". Name one of their users.");
            Unique(guest.Groups, group => group, (_, index) => $"{at}.groups[{index}]");
            foreach (var group in guest.Groups)
            {
                Require(groups.Contains(group), at + ".groups",
                    $"there is no group \"{group}\" in this tenant. Add it to groups, or name another.");
            }
        }
    }

    private static void Check(
        SeedTenant tenant,
        string place,
        string folder,
        Dictionary<string, SeedApplication> apis,
        HashSet<Guid> clients)
    {
        Require(Uri.CheckHostName(tenant.Domain) == UriHostNameType.Dns, place + ".domain", $"\"{tenant.Domain}\" is not a domain name. Write it like contoso.example.");
        Require(tenant.TotalUsers is >= 0 and <= 1_000_000, place + ".totalUsers", "the number is not between 0 and 1000000. Choose one that is.");
        Unique(tenant.Users, user => user.UserPrincipalName, (_, index) => $"{place}.users[{index}].userPrincipalName");
        Unique(tenant.Groups, group => group.DisplayName, (_, index) => $"{place}.groups[{index}].displayName");
        var groups = tenant.Groups.Select(group => group.DisplayName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var users = tenant.Users.Select(user => user.UserPrincipalName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var u = 0; u < tenant.Users.Count; u++)
        {
            var (user, at) = (tenant.Users[u], $"{place}.users[{u}]");
            Require(user.UserPrincipalName.EndsWith("@" + tenant.Domain, StringComparison.OrdinalIgnoreCase), at + ".userPrincipalName",
                $"\"{user.UserPrincipalName}\" does not end with @{tenant.Domain}. A user's name ends with the tenant's domain.");
            Require(user.Manager is null || users.Contains(user.Manager), at + ".manager", $"there is no user \"{user.Manager}\" in this tenant. Name one of its users.");
            Require(user.GeneratedGroups is >= 0 and <= 1000, at + ".generatedGroups", "the number is not between 0 and 1000. Choose one that is.");
            if (user.Photo is not null)
            {
                SeedPhotos.Check(user.Photo, folder, at + ".photo");
            }

            Unique(user.Groups, group => group, (_, index) => $"{at}.groups[{index}]");
            foreach (var group in user.Groups)
            {
                Require(groups.Contains(group), at + ".groups", $"there is no group \"{group}\" in this tenant. Add it to groups, or name another.");
            }
        }

        SeedCustomerCheck.Check(tenant, place);
        for (var a = 0; a < tenant.Applications.Count; a++)
        {
            var (application, at) = (tenant.Applications[a], $"{place}.applications[{a}]");
            SeedApplicationCheck.ClientsExist(application, at, clients);
            SeedApplicationCheck.Check(application, at, apis,
                [.. users, .. tenant.Guests.Select(guest => guest.Account), .. groups]);
        }
    }

    /// <summary>Users and customers of all tenants have object IDs of their own, and so have groups.</summary>
    private static void UniqueIds(SeedFile file)
    {
        var people = new List<(Guid Id, string Place)>();
        var groups = new List<(Guid Id, string Place)>();
        var roles = new List<(Guid Id, string Place)>();
        for (var t = 0; t < file.Tenants.Count; t++)
        {
            var (tenant, place) = (file.Tenants[t], $"$.tenants[{t}]");
            people.AddRange(tenant.Users.Select((user, u) => (SeedUsers.UserId(user), $"{place}.users[{u}].id")));
            people.AddRange(tenant.Guests.Select((guest, g) =>
                (SeedUsers.GuestId(tenant, guest), $"{place}.guests[{g}].id")));
            people.AddRange(tenant.Customers.Select((customer, c) =>
                (SeedCustomers.CustomerId(tenant, customer), $"{place}.customers[{c}].id")));
            groups.AddRange(tenant.Groups.Select((group, g) => (SeedUsers.GroupId(tenant, group), $"{place}.groups[{g}].id")));
            roles.AddRange(tenant.Applications.SelectMany((app, a) => app.AppRoles.Select((role, r) =>
                (SeedApplications.RoleId(app, role), $"{place}.applications[{a}].appRoles[{r}].id"))));
        }

        Unique(people, entry => entry.Id.ToString(), (entry, _) => entry.Place);
        Unique(groups, entry => entry.Id.ToString(), (entry, _) => entry.Place);
        Unique(roles, entry => entry.Id.ToString(), (entry, _) => entry.Place);
    }

    public static void Unique<T>(IReadOnlyList<T> items, Func<T, string> key, Func<T, int, string> place)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < items.Count; index++)
        {
            Require(seen.Add(key(items[index])), place(items[index], index), $"\"{key(items[index])}\" is there twice. Change one of them.");
        }
    }
}
