using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Graph.Directory;

/// <summary>The federated identity credentials of app registrations.</summary>
internal sealed class FederatedCredentialEndpoints(IDbContextFactory<SandboxDbContext> contexts, DirectoryWriter writer)
{
    private const int Most = 20;

    private static readonly WritableProperties<FederatedCredential> _properties =
        new WritableProperties<FederatedCredential>("federatedIdentityCredential", isOpen: false)
        .Text("issuer", (credential, text) => credential.Issuer = text!, 600, isRequired: true)
        .Text("subject", (credential, text) => credential.Subject = text!, 600, isRequired: true)
        .Text("description", (credential, text) => credential.Description = text, 600)
        .Texts("audiences", SetAudience, 1)
        .ReadOnly("claimsMatchingExpression");

    public void Map(GraphRoutes routes)
    {
        foreach (var address in ApplicationKey.Addresses.Select(address => address + "/federatedIdentityCredentials"))
        {
            routes
                .Get(address, ListAsync)
                .Post(address, CreateAsync)
                .Get(address + "/{credential}", GetAsync)
                .Patch(address + "/{credential}", UpdateAsync)
                .Delete(address + "/{credential}", DeleteAsync);
        }
    }

    private async Task ListAsync(GraphCall call)
    {
        call.Require(Permissions.Applications, Permissions.ChangeOwnedApplications);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var application = await ApplicationKey.FindOwnAsync(db, call);
        var credentials = await Of(db, application).OrderBy(each => each.Name).ToListAsync(call.Aborted);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, ContextOf(call, application.ClientId));
            json.WriteStartArray(JsonAnswer.Value);
            foreach (var credential in credentials)
            {
                json.WriteStartObject();
                Write(json, credential);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private async Task GetAsync(GraphCall call)
    {
        call.Require(Permissions.Applications, Permissions.ChangeOwnedApplications);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var application = await ApplicationKey.FindOwnAsync(db, call);
        var credential = await FindAsync(db, call, application);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, ContextOf(call, application.ClientId) + "/$entity");
            Write(json, credential);
        });
    }

    private async Task CreateAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        _properties.Check(body, "name");
        _properties.Require(body, "name", "issuer", "subject", "audiences");
        var name = GraphBody.FindText(body, "name") ?? "";
        if (name.Length is < 3 or > 120
            || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw GraphErrors.InvalidValue("name", "it must have 3 to 120 letters, digits, hyphens and underscores.");
        }

        var clientId = call.RouteId();
        var credential = new FederatedCredential
        {
            ClientId = clientId,
            Name = name,
            Issuer = "",
            Subject = "",
            Audience = "",
        };
        _properties.Apply(credential, body);
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            var others = await Of(db, application).ToListAsync();
            RequireUnique(credential, others);
            if (others.Count >= Most)
            {
                throw GraphErrors.DirectoryBadRequest($"An app has at most {Most} federated identity credentials.");
            }

            db.Add(credential);
        });
        var location = $"/applications/{clientId}/federatedIdentityCredentials/{credential.Id}";
        await JsonAnswer.WriteCreatedAsync(call, location, json =>
        {
            json.WriteString(JsonAnswer.Context, ContextOf(call, clientId) + "/$entity");
            Write(json, credential);
        });
    }

    private async Task UpdateAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        _properties.Check(body);
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            var credential = await FindAsync(db, call, application);
            db.Attach(credential);
            _properties.Apply(credential, body);
            var others = await Of(db, application).Where(each => each.Id != credential.Id).ToListAsync();
            RequireUnique(credential, others);
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task DeleteAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            db.Remove(await FindAsync(db, call, application));
        });
        await JsonAnswer.WriteNothing(call);
    }

    private static void RequireUnique(FederatedCredential credential, List<FederatedCredential> others)
    {
        var isTaken = others.Exists(each =>
            each.Name == credential.Name || (each.Issuer == credential.Issuer && each.Subject == credential.Subject));
        if (isTaken)
        {
            throw GraphErrors.Exists(
                "FederatedIdentityCredential with name, or with issuer and subject, already exists.");
        }
    }

    private static IQueryable<FederatedCredential> Of(SandboxDbContext db, Application application) =>
        db.Set<FederatedCredential>().AsNoTracking().Where(credential => credential.ClientId == application.ClientId);

    /// <summary>The credential that the address names by its ID or, as in the cloud, by its name.</summary>
    private static async Task<FederatedCredential> FindAsync(
        SandboxDbContext db, GraphCall call, Application application)
    {
        var key = call.Route("credential")!;
        var id = Guid.TryParse(key, out var parsed) ? parsed : Guid.Empty;
        return await Of(db, application).FirstOrDefaultAsync(each => each.Id == id || each.Name == key)
            ?? throw GraphErrors.NotFound(key);
    }

    private static string ContextOf(GraphCall call, Guid clientId) =>
        $"{call.Root}/$metadata#applications('{clientId}')/federatedIdentityCredentials";

    private static void Write(Utf8JsonWriter json, FederatedCredential credential)
    {
        json.WriteString("id", credential.Id);
        json.WriteString("name", credential.Name);
        json.WriteString("issuer", credential.Issuer);
        json.WriteString("subject", credential.Subject);
        json.WriteString("description", credential.Description);
        json.WriteStartArray("audiences");
        json.WriteStringValue(credential.Audience);
        json.WriteEndArray();
    }

    private static void SetAudience(FederatedCredential credential, List<string> audiences) =>
        credential.Audience = audiences is [{ Length: > 0 and <= 600 } audience]
            ? audience
            : throw GraphErrors.InvalidValue(
                "audiences", "it must have one entry, such as api://AzureADTokenExchange.");
}
