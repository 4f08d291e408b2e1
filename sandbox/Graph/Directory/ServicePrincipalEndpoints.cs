using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Creates, changes and deletes service principals: apps as a tenant knows them.</summary>
internal sealed class ServicePrincipalEndpoints(DirectoryWriter writer, LiveDirectory directory)
{
    /// <summary>The addresses that name a service principal; both keys are the client ID in the sandbox.</summary>
    public static readonly string[] Addresses = ["/servicePrincipals/{id}", "/servicePrincipals(appId='{id}')"];

    private static readonly WritableProperties<Application> _properties = Make();

    public void Map(GraphRoutes routes)
    {
        routes.Post("/servicePrincipals", CreateAsync);
        foreach (var address in Addresses)
        {
            routes.Patch(address, UpdateAsync).Delete(address, DeleteAsync);
        }
    }

    /// <summary>The service principal that the address names, in the caller's tenant.</summary>
    public static async Task<Application> FindAsync(SandboxDbContext db, GraphCall call)
    {
        var id = call.RouteId();
        return await FindAsync(db, call, id) ?? throw GraphErrors.NotFound(call.Route("id")!);
    }

    /// <summary>A service principal in the caller's tenant, if there is one.</summary>
    public static async Task<Application?> FindAsync(SandboxDbContext db, GraphCall call, Guid id)
    {
        var isKnown = await ApplicationEndpoints.Principals(db, call.Caller.TenantId)
            .AnyAsync(principal => principal.Id == id);
        return isKnown
            ? await db.Set<Application>().FirstOrDefaultAsync(application => application.ClientId == id)
            : null;
    }

    private async Task CreateAsync(GraphCall call)
    {
        call.Require(Permissions.CreateApplications);
        var body = await GraphBody.ReadAsync(call);
        _properties.Check(body, "appId");
        var appId = GraphBody.FindId(body, "appId") ?? throw GraphErrors.MissingValue("appId", "ServicePrincipal");
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            var tenantId = call.Caller.TenantId;

            // An own app is known by a consent alone, and has no service principal yet.
            if (await FindAsync(db, call, appId) is { } known
                && (known.TenantId != tenantId || known.HasServicePrincipal))
            {
                throw GraphErrors.Exists(
                    "The service principal cannot be created, updated, or restored because "
                        + $"the service principal name {appId} is already in use.");
            }

            var application = await db.Set<Application>()
                .Where(each => each.TenantId == tenantId || each.IsMultiTenant)
                .FirstOrDefaultAsync(each => each.ClientId == appId);
            if (application is null
                || directory.Current.FindTenant(application.TenantId) is not { Kind: Tenants.TenantKind.Workforce })
            {
                throw GraphErrors.DirectoryBadRequest(
                    $"The appId '{appId}' of the service principal does not reference a valid application object.");
            }

            if (application.TenantId != tenantId)
            {
                call.RequireToChange(Permissions.ChangeApplications);
                db.Add(new ForeignServicePrincipal { TenantId = tenantId, ClientId = appId });
                return [];
            }

            await ApplicationKey.RequireToChangeAsync(db, call, appId);
            application.HasServicePrincipal = true;
            _properties.Apply(application, body);
            return [];
        });
        var row = ApplicationRow.From(directory.Current.RegistrationOf(appId).Application).With(directory.Current);
        await JsonAnswer.WriteCreatedAsync(call, $"/servicePrincipals/{appId}", json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#servicePrincipals/$entity");
            JsonAnswer.WriteProperties(json, row, ApplicationResources.ServicePrincipal.Defaults, Detail.Full);
        });
    }

    private async Task UpdateAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        _properties.Check(body);
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            var application = await FindAsync(db, call);
            RequireOwn(call, application);
            await ApplicationKey.RequireToChangeAsync(db, call, application.ClientId);
            _properties.Apply(application, body);
            return [];
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>
    /// Deletes a service principal, and with it what the tenant allowed the app and who is assigned to it.
    /// </summary>
    private async Task DeleteAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        await writer.WriteAsync(Outdated.Applications | Outdated.Users, async db =>
        {
            var application = await FindAsync(db, call);
            if (application.ClientId == WellKnown.Graph)
            {
                throw GraphErrors.Denied();
            }

            await ApplicationKey.RequireToChangeAsync(db, call, application.ClientId);
            var (id, tenantId) = (application.ClientId, call.Caller.TenantId);
            await db.Set<ConsentGrant>()
                .Where(grant => grant.TenantId == tenantId && (grant.ClientId == id || grant.ResourceId == id))
                .ExecuteDeleteAsync();
            await db.Set<ForeignServicePrincipal>()
                .Where(known => known.TenantId == tenantId && known.ClientId == id)
                .ExecuteDeleteAsync();
            await db.Set<AppRoleAssignment>()
                .Where(assignment => assignment.ResourceId == id
                    && (db.Set<User>().Any(user => user.Id == assignment.PrincipalId && user.TenantId == tenantId)
                        || db.Set<Group>()
                            .Any(group => group.Id == assignment.PrincipalId && group.TenantId == tenantId)
                        || db.Set<ManagedIdentity>()
                            .Any(own => own.PrincipalId == assignment.PrincipalId && own.TenantId == tenantId)
                        || db.Set<Application>()
                            .Any(client => client.ClientId == assignment.PrincipalId && client.TenantId == tenantId)))
                .ExecuteDeleteAsync();
            if (application.TenantId == tenantId)
            {
                await db.Set<AppRoleAssignment>()
                    .Where(assignment => assignment.PrincipalId == id)
                    .ExecuteDeleteAsync();
                application.HasServicePrincipal = false;
            }

            return [];
        });
        await JsonAnswer.WriteNothing(call);
    }

    // The properties of a service principal are those of the registration here, and that belongs to another tenant.
    private static void RequireOwn(GraphCall call, Application application)
    {
        if (application.TenantId != call.Caller.TenantId || application.ClientId == WellKnown.Graph)
        {
            throw GraphErrors.Denied();
        }
    }

    private static WritableProperties<Application> Make()
    {
        var properties = new WritableProperties<Application>("servicePrincipal", isOpen: false)
            .Flag("appRoleAssignmentRequired", (application, flag) => application.RequiresAssignment = flag)
            .Flag("accountEnabled", (application, flag) => application.IsDisabled = !flag)
            .ReadOnly(
                "appDisplayName", "appOwnerOrganizationId", "appRoles", "displayName", "oauth2PermissionScopes",
                "servicePrincipalNames", "servicePrincipalType", "signInAudience");
        foreach (var name in new[] { "homepage", "loginUrl", "preferredSingleSignOnMode" })
        {
            Store(name, name, StoredProperties.CheckText);
        }

        foreach (var name in new[] { "alternativeNames", "notificationEmailAddresses" })
        {
            Store(name, name, StoredProperties.CheckList);
        }

        // The registration has these as well; in the cloud, those of the service principal are apart.
        Store("description", "sp:description", StoredProperties.CheckText);
        Store("notes", "sp:notes", StoredProperties.CheckText);
        Store("tags", "sp:tags", StoredProperties.CheckList);
        return properties;

        void Store(string name, string storedName, Func<string, JsonElement, JsonElement> check) =>
            properties.Value(name, (application, value) => application.MoreProperties =
                StoredProperties.Set(application.MoreProperties, storedName, check(name, value)));
    }
}
