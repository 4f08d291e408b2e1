using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The roles that an app registration defines for users and other apps.</summary>
internal static class ApplicationRoles
{
    private const string Name = "appRoles";

    /// <summary>Replaces the roles of an app. A removed role is taken from everyone who has it.</summary>
    /// <exception cref="GraphException">A value is not allowed, or an enabled role would be removed.</exception>
    public static async Task SetAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var roles = items.Select(item => ReadRole(application.ClientId, item)).ToList();
        var existing = await db.Set<AppRole>().Where(role => role.ResourceId == application.ClientId).ToListAsync();
        var isUnique = roles.DistinctBy(role => role.Id).Count() == roles.Count
            && roles.DistinctBy(role => role.Value).Count() == roles.Count
            && !existing.Exists(former => roles.Exists(role => role.Id != former.Id && role.Value == former.Value));
        if (!isUnique)
        {
            throw GraphErrors.InvalidValue(Name, "It contains duplicate value. Please provide unique value.");
        }

        // The IDs of roles are those of the whole sandbox here.
        var ids = roles.ConvertAll(role => role.Id);
        if (await db.Set<AppRole>().AnyAsync(role => ids.Contains(role.Id) && role.ResourceId != application.ClientId))
        {
            throw GraphErrors.InvalidValue(Name, "an ID is that of a role of another app. Give each role a new GUID.");
        }

        foreach (var former in existing)
        {
            if (roles.Find(role => role.Id == former.Id) is { } changed)
            {
                former.Value = changed.Value;
                former.DisplayName = changed.DisplayName;
                former.Description = changed.Description;
                former.ForApplications = changed.ForApplications;
                former.ForUsersToo = changed.ForUsersToo;
                former.IsEnabled = changed.IsEnabled;
                continue;
            }

            if (former.IsEnabled)
            {
                throw GraphErrors.MustBeDisabled();
            }

            await db.Set<AppRoleAssignment>().Where(assignment => assignment.RoleId == former.Id).ExecuteDeleteAsync();
            db.Remove(former);
        }

        db.AddRange(roles.Where(role => !existing.Exists(former => former.Id == role.Id)));
    }

    private static AppRole ReadRole(Guid clientId, JsonElement item)
    {
        var value = PartReader.FindText(item, "value")
            ?? throw GraphErrors.InvalidValue(Name, "each role needs a value.");
        if (value.Length > 120 || value.Any(character => character is <= ' ' or > '~'))
        {
            throw GraphErrors.InvalidValue(Name, $"'{value}' has a space, or a character that no role has.");
        }

        var types = GraphBody.Find(item, "allowedMemberTypes") is { } list
            ? WritableProperties<AppRole>.ReadTexts("allowedMemberTypes", list, 2)
            : [];
        if (types.Count == 0 || types.Exists(type => type is not ("User" or "Application")))
        {
            throw GraphErrors.InvalidValue(Name, "the allowedMemberTypes are User, Application or both.");
        }

        return new AppRole
        {
            Id = PartReader.ReadId(item, Name),
            ResourceId = clientId,
            Value = value,
            DisplayName = PartReader.FindText(item, "displayName")
                ?? throw GraphErrors.InvalidValue(Name, "each role needs a displayName."),
            Description = PartReader.FindText(item, "description")
                ?? throw GraphErrors.InvalidValue(Name, "each role needs a description."),
            ForApplications = types.Contains("Application"),
            ForUsersToo = types.Count == 2,
            IsEnabled = PartReader.ReadEnabled(item),
        };
    }
}
