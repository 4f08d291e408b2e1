using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.Scopes;

namespace Sandbox.Graph.Directory;

/// <summary>The scopes that an app registration offers as an API.</summary>
internal static class ApplicationScopes
{
    private const string Name = "oauth2PermissionScopes";

    /// <summary>Replaces the scopes of an API.</summary>
    /// <exception cref="GraphException">A value is not allowed, or an enabled scope would be removed.</exception>
    public static async Task SetAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var scopes = items.Select(item => ReadScope(application.ClientId, item)).ToList();
        var isUnique = scopes.DistinctBy(scope => scope.Id).Count() == scopes.Count
            && scopes.DistinctBy(scope => scope.Value.ToUpperInvariant()).Count() == scopes.Count;
        if (!isUnique)
        {
            throw GraphErrors.InvalidValue(Name, "It contains duplicate value. Please provide unique value.");
        }

        var own = db.Set<ApiScope>().Where(scope => scope.ResourceId == application.ClientId);
        foreach (var former in await own.AsNoTracking().ToListAsync())
        {
            if (former.IsEnabled && !scopes.Exists(scope => scope.Id == former.Id))
            {
                throw GraphErrors.MustBeDisabled();
            }
        }

        await own.ExecuteDeleteAsync();
        db.AddRange(scopes);
    }

    private static ApiScope ReadScope(Guid clientId, JsonElement item)
    {
        var value = PartReader.FindText(item, "value")
            ?? throw GraphErrors.InvalidValue(Name, "each scope needs a value.");
        if (!ApiScopes.IsWellFormed(value) || value.Contains(' ') || value.Length > 120)
        {
            throw GraphErrors.InvalidValue(
                Name, $"'{value}' has a space, or a character that no scope has (RFC 6749, section 3.3).");
        }

        var adminTitle = PartReader.FindText(item, "adminConsentDisplayName")
            ?? throw GraphErrors.InvalidValue(Name, "each scope needs an adminConsentDisplayName.");
        var adminDescription = PartReader.FindText(item, "adminConsentDescription")
            ?? throw GraphErrors.InvalidValue(Name, "each scope needs an adminConsentDescription.");
        return new ApiScope
        {
            Id = PartReader.ReadId(item, Name),
            ResourceId = clientId,
            Value = value,
            Title = PartReader.FindText(item, "userConsentDisplayName") ?? adminTitle,
            Description = PartReader.FindText(item, "userConsentDescription") ?? adminDescription,
            AdminTitle = adminTitle,
            AdminDescription = adminDescription,
            AdminOnly = string.Equals(PartReader.FindText(item, "type"), "Admin", StringComparison.OrdinalIgnoreCase),
            IsEnabled = PartReader.ReadEnabled(item),
        };
    }
}
