using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Tenants;

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
        var tenant = directory.Current.FindTenant(call.Caller.TenantId)!;
        Read(id, tenant, body, time.GetUtcNow());
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            var application = Read(id, tenant, body, time.GetUtcNow());
            application.HasServicePrincipal = false;
            await AddAsync(db, application, body);

            // Whoever registers an app owns it: a user, and an app that may change its own registrations alone.
            if (call.Caller.User is not null || call.Caller.Has(Permissions.ChangeOwnedApplications))
            {
                db.Add(new DirectoryOwner { ObjectId = id, OwnerId = call.Caller.ObjectId });
            }

            return [];
        });
        await WriteCreatedAsync(call, id);
    }

    /// <summary>Reads the body of <c>POST /applications</c>, without the parts that have rows of their own.</summary>
    /// <param name="id">The client ID of the new app.</param>
    /// <param name="tenant">The tenant that registers it.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="GraphException">A value is not allowed, or two of them do not go together.</exception>
    internal static Application Read(Guid id, Tenant tenant, JsonElement body, DateTimeOffset now)
    {
        var application = new Application
        {
            ClientId = id,
            TenantId = tenant.Id,
            DisplayName = "",
            OptionalClaims = [],
            RedirectUris = [],
            PostLogoutRedirectUris = [],
            IdentifierUris = [],
            CreatedAt = now,
        };
        ApplicationProperties.Apply(application, tenant.Domain, body);
        return application;
    }

    /// <summary>Adds an app that was read from a body, with the parts that the body names.</summary>
    /// <exception cref="GraphException">Another app has one of its identifiers, or a part is not allowed.</exception>
    internal static async Task AddAsync(SandboxDbContext db, Application application, JsonElement body)
    {
        await CheckIdentifiersAsync(db, application);
        db.Add(application);
        await ApplicationParts.ApplyAsync(db, application, body);
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
        var domain = directory.Current.FindTenant(call.Caller.TenantId)!.Domain;
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
