using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;

namespace Sandbox.Graph.Directory;

/// <summary>The domains of the tenant: it has one, which is verified.</summary>
internal sealed class DomainEndpoints(LiveDirectory directory)
{
    private static readonly string[] _services = ["Email", "OfficeCommunicationsOnline"];

    public void Map(GraphRoutes routes) => routes.Get("/domains", ListAsync).Get("/domains/{id}", GetAsync);

    private async Task ListAsync(GraphCall call)
    {
        call.Require(Permissions.Domains);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#domains");
            json.WriteStartArray(JsonAnswer.Value);
            json.WriteStartObject();
            Write(json, Domain(call));
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private async Task GetAsync(GraphCall call)
    {
        call.Require(Permissions.Domains);
        if (!Domain(call).Equals(call.Route("id"), StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.NotFound(call.Route("id")!);
        }

        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#domains/$entity");
            Write(json, Domain(call));
        });
    }

    private string Domain(GraphCall call) => directory.Current.FindTenant(call.Caller.TenantId)!.Domain;

    private static void Write(Utf8JsonWriter json, string domain)
    {
        json.WriteString("authenticationType", "Managed");
        json.WriteNull("availabilityStatus");
        json.WriteString("id", domain);
        json.WriteBoolean("isAdminManaged", true);
        json.WriteBoolean("isDefault", true);
        json.WriteBoolean("isInitial", true);
        json.WriteBoolean("isRoot", true);
        json.WriteBoolean("isVerified", true);
        json.WriteStartArray("supportedServices");
        foreach (var service in _services)
        {
            json.WriteStringValue(service);
        }

        json.WriteEndArray();
        json.WriteNull("state");
    }
}
