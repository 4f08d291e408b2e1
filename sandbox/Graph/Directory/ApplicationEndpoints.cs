using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Graph.Directory;

/// <summary>Reads registrations of the tenant, the applications it knows, and what it allowed them to do.</summary>
internal sealed class ApplicationEndpoints(
    IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections, LiveDirectory directory)
{
    public void Map(GraphRoutes routes)
    {
        Map(routes, "/applications", Permissions.Applications, () => Complete(Views.Registrations), Registrations);
        Map(routes, "/servicePrincipals", Permissions.Applications, () => Complete(Views.Principals), Principals);
        Map(routes, "/oauth2PermissionGrants", Permissions.Consents, () => Views.Consents, Consents);
    }

    private void Map<TRow>(
        GraphRoutes routes, string path, string[] permissions, Func<ResourceView<TRow>> view, Func<SandboxDbContext, Guid, IQueryable<TRow>> rows)
        where TRow : class, IResourceRow
    {
        routes.Get(path, List).Get(path + "/$count", Count).Get(path + "/{id}", Find);
        if (typeof(TRow) == typeof(ApplicationRow))
        {
            // OData's alternate key; the id is the same here.
            routes.Get(path + "(appId='{id}')", Find);
        }

        async Task List(GraphCall call)
        {
            call.Require(permissions);
            var query = ODataQueryReader.Read(call, view().Type, QueryOptions.OfCollection);
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            await collections.WriteAsync(call, view(), query, rows(db, call.Caller.TenantId));
        }

        async Task Count(GraphCall call)
        {
            call.Require(permissions);
            var query = ODataQueryReader.Read(call, view().Type, QueryOptions.OfCollection);
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            await CollectionAnswer.WriteCountAsync(call, view(), query, rows(db, call.Caller.TenantId));
        }

        async Task Find(GraphCall call)
        {
            call.Require(permissions);
            var key = call.Route("id")!;
            var id = Guid.TryParse(key, out var parsed) ? parsed : throw GraphErrors.NotFound(key);
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            await EntityAnswer.WriteAsync(call, view(), Keyset.Find(rows(db, call.Caller.TenantId), id), () => GraphErrors.NotFound(key));
        }
    }

    private ResourceView<ApplicationRow> Complete(ResourceView<ApplicationRow> view)
    {
        var current = directory.Current;
        return view with { Complete = row => row.With(current) };
    }

    // Graph itself is an API of the platform; it stands in the seed like any other, but nobody registered it.
    public static IQueryable<ApplicationRow> Registrations(SandboxDbContext db, Guid tenantId) => db.Set<Application>().AsNoTracking()
        .Where(application => application.TenantId == tenantId && application.ClientId != WellKnown.Graph)
        .Select(ApplicationRow.Projection);

    /// <summary>The apps that a tenant knows: its own, Graph, and those of others that it created or consented to.</summary>
    public static IQueryable<ApplicationRow> Principals(SandboxDbContext db, Guid tenantId) => db.Set<Application>().AsNoTracking()
        .Where(application => (application.TenantId == tenantId
                && (application.HasServicePrincipal
                    || db.Set<ConsentGrant>().Any(consent => consent.ClientId == application.ClientId && consent.TenantId == tenantId)))
            || application.ClientId == WellKnown.Graph
            || (application.IsMultiTenant && application.TenantId != tenantId
                && (db.Set<ConsentGrant>().Any(consent => consent.ClientId == application.ClientId && consent.TenantId == tenantId)
                    || db.Set<ForeignServicePrincipal>().Any(known => known.ClientId == application.ClientId && known.TenantId == tenantId))))
        .Select(ApplicationRow.Projection);

    /// <summary>What users and administrators of a tenant consented to.</summary>
    public static IQueryable<ConsentRow> Consents(SandboxDbContext db, Guid tenantId) => db.Set<ConsentGrant>().AsNoTracking()
        .Where(consent => consent.TenantId == tenantId)
        .Select(consent => new ConsentRow
        {
            Id = consent.Id,
            ClientId = consent.ClientId,
            ResourceId = consent.ResourceId,
            PrincipalId = consent.UserId,
            Scopes = consent.Scopes,
        });

    // Made by the first request that needs one: OData's model costs more than all routes of Graph.
    private static class Views
    {
        public static readonly ResourceView<ApplicationRow> Registrations = new(ApplicationResources.Application, "applications", Detail.Full);
        public static readonly ResourceView<ApplicationRow> Principals = new(ApplicationResources.ServicePrincipal, "servicePrincipals", Detail.Full);
        public static readonly ResourceView<ConsentRow> Consents = new(ConsentRow.Resource, "oauth2PermissionGrants", Detail.Full);
    }
}
