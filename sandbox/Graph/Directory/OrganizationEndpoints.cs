using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Tenants;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.OrganizationRow>;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of the tenant.</summary>
internal sealed class OrganizationRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required string DisplayName { get; init; }
    public required string Domain { get; init; }
}

/// <summary>The tenant itself.</summary>
internal sealed class OrganizationEndpoints(IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections)
{
    private static readonly ResourceType<OrganizationRow> _type = new(
        "organization",
        new[]
        {
            Id(tenant => tenant.Id),
            Text("displayName", tenant => tenant.DisplayName) with { Detail = Detail.Basic },
            Complex("verifiedDomains", WriteDomains) with { Detail = Detail.Basic },
            Text("tenantType", _ => "AAD"),
        }
        .Concat(Absent(
            "city", "country", "countryLetterCode", "createdDateTime", "defaultUsageLocation", "deletedDateTime", "onPremisesLastSyncDateTime", "onPremisesSyncEnabled",
            "partnerTenantType", "postalCode", "preferredLanguage", "privacyProfile", "state", "street"))
        .Concat(AbsentLists("assignedPlans", "businessPhones", "marketingNotificationEmails", "provisionedPlans", "technicalNotificationMails"))
        .Select(property => property with { Default = true }));

    public void Map(GraphRoutes routes) => routes.Get("/organization", ListAsync).Get("/organization/{id}", GetAsync);

    private async Task ListAsync(GraphCall call)
    {
        var view = View(call);
        var query = ODataQueryReader.Read(call, _type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, view, query, Rows(db, call));
    }

    private async Task GetAsync(GraphCall call)
    {
        var view = View(call);
        var key = call.Route("id")!;
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var rows = Guid.TryParse(key, out var id) ? Rows(db, call).Where(tenant => tenant.Id == id) : throw GraphErrors.NotFound(key);
        await EntityAnswer.WriteAsync(call, view, rows, () => GraphErrors.NotFound(key));
    }

    private static ResourceView<OrganizationRow> View(GraphCall call)
    {
        call.Require(Permissions.OwnProfile, Permissions.FullProfiles, Permissions.Organization);
        return new ResourceView<OrganizationRow>(_type, "organization", call.Caller.Has(Permissions.Organization) ? Detail.Full : Detail.Basic);
    }

    private static IQueryable<OrganizationRow> Rows(SandboxDbContext db, GraphCall call) => db.Set<Tenant>().AsNoTracking()
        .Where(tenant => tenant.Id == call.Caller.TenantId)
        .Select(tenant => new OrganizationRow { Id = tenant.Id, DisplayName = tenant.Name, Domain = tenant.Domain });

    private static void WriteDomains(Utf8JsonWriter json, OrganizationRow tenant)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("capabilities", "Email");
        json.WriteBoolean("isDefault", true);
        json.WriteBoolean("isInitial", true);
        json.WriteString("name", tenant.Domain);
        json.WriteString("type", "Managed");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
