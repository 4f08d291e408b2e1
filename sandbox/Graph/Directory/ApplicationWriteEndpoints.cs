using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>Registers, changes and deletes apps. What is committed is in effect before the answer is sent.</summary>
internal sealed class ApplicationWriteEndpoints(DirectoryWriter writer, LiveDirectory directory, TimeProvider time)
{
    public void Map(GraphRoutes routes)
    {
        routes.Post("/applications", CreateAsync);
        foreach (var address in ApplicationKey.Addresses)
        {
            routes.Patch(address, UpdateAsync).Delete(address, DeleteAsync);
        }
    }

    private async Task CreateAsync(GraphCall call)
    {
        call.Require(Permissions.CreateApplications);
        var body = await GraphBody.ReadAsync(call);
        ApplicationProperties.Check(body);
        if (GraphBody.Find(body, "displayName") is null)
        {
            throw GraphErrors.MissingValue("displayName", "Application");
        }

        var id = Guid.NewGuid();
        var domain = Domain(call);
        ApplicationProperties.Apply(New(), domain, body);
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            var application = New();
            ApplicationProperties.Apply(application, domain, body);
            await CheckIdentifiersAsync(db, application);
            db.Add(application);
            await ApplicationParts.ApplyAsync(db, application, body);

            // Whoever registers an app owns it: a user, and an app that may change its own registrations alone.
            if (call.Caller.User is not null || call.Caller.Has(Permissions.ChangeOwnedApplications))
            {
                db.Add(new DirectoryOwner { ObjectId = id, OwnerId = call.Caller.ObjectId });
            }

            return [];
        });
        await WriteCreatedAsync(call, id);

        Application New() => new()
        {
            ClientId = id,
            TenantId = call.Caller.TenantId,
            DisplayName = "",
            OptionalClaims = [],
            RedirectUris = [],
            PostLogoutRedirectUris = [],
            IdentifierUris = [],
            HasServicePrincipal = false,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private Task WriteCreatedAsync(GraphCall call, Guid id)
    {
        var registration = directory.Current.RegistrationOf(id);
        var row = ApplicationRow.From(registration.Application);
        return JsonAnswer.WriteCreatedAsync(call, $"/applications/{id}", json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#applications/$entity");
            var properties = ApplicationResources.Application.Defaults;
            JsonAnswer.WriteProperties(json, row.With(directory.Current), properties, Detail.Full);
        });
    }

    private async Task UpdateAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        var body = await GraphBody.ReadAsync(call);
        ApplicationProperties.Check(body);
        var domain = Domain(call);
        await writer.ChangeApplicationAsync(call, async (db, application) =>
        {
            ApplicationProperties.Apply(application, domain, body);
            await CheckIdentifiersAsync(db, application);
            await ApplicationParts.ApplyAsync(db, application, body);
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>Deletes a registration. It can be restored, but no client of it gets a token meanwhile.</summary>
    private async Task DeleteAsync(GraphCall call)
    {
        call.Require(ApplicationKey.ToChange);
        await writer.ChangeApplicationAsync(call, (_, application) =>
        {
            application.DeletedAt = time.GetUtcNow();
            return Task.CompletedTask;
        });
        await JsonAnswer.WriteNothing(call);
    }

    private string Domain(GraphCall call) => directory.Current.FindTenant(call.Caller.TenantId)!.Domain;

    internal static async Task CheckIdentifiersAsync(SandboxDbContext db, Application application)
    {
        if (application.IdentifierUris.Count == 0)
        {
            return;
        }

        var others = await db.Set<Application>().AsNoTracking()
            .Where(each => each.TenantId == application.TenantId && each.ClientId != application.ClientId)
            .Select(each => each.IdentifierUris).ToListAsync();
        if (others.Exists(uris => uris.Intersect(application.IdentifierUris, StringComparer.OrdinalIgnoreCase).Any()))
        {
            throw GraphErrors.Conflict("identifierUris");
        }
    }
}
