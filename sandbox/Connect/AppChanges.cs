using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Directory;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Connect;

/// <summary>
/// Changes registrations by the code of Microsoft Graph: the checks are the same, a change is durable, and it is in
/// effect when the task ends. A request to Graph replaces all redirect URIs. Here one is added or removed in a
/// transaction, so changes at the same moment keep each other's redirect URIs.
/// </summary>
internal sealed class AppChanges(DirectoryWriter writer, LiveDirectory directory, TimeProvider time)
{
    /// <summary>Adds a redirect URI to a registration.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="kind">The kind of app that uses the redirect URI, which decides its type.</param>
    /// <param name="redirectUri">The redirect URI.</param>
    /// <returns>What is wrong with it; <see langword="null"/> when it is registered.</returns>
    public async Task<string?> AddRedirectUriAsync(Guid clientId, AppKind kind, string redirectUri)
    {
        try
        {
            await ChangeAsync(clientId, (_, application) =>
            {
                Add(application, kind, redirectUri);
                return Task.CompletedTask;
            });
            return null;
        }
        catch (GraphException exception)
        {
            return exception.ProblemText();
        }
    }

    /// <summary>Removes a redirect URI from a registration. One that is not registered is no mistake.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="redirectUri">The redirect URI.</param>
    public Task RemoveRedirectUriAsync(Guid clientId, string redirectUri) => RemoveAsync(clientId, redirectUri.Equals);

    /// <summary>Removes redirect URIs of any type from all registrations.</summary>
    /// <param name="which">Selects the redirect URIs.</param>
    public async Task RemoveRedirectUrisAsync(Predicate<string> which)
    {
        var apps = directory.Current.Applications
            .Where(app => app.AllRedirectUris.Any(uri => which(uri)));
        foreach (var app in apps)
        {
            await RemoveAsync(app.ClientId, which);
        }
    }

    private Task RemoveAsync(Guid clientId, Predicate<string> which) => ChangeAsync(clientId, (_, application) =>
    {
        application.RedirectUris = [.. application.RedirectUris.Where(uri => !which(uri))];
        application.SpaRedirectUris = [.. application.SpaRedirectUris.Where(uri => !which(uri))];
        application.PublicClientRedirectUris = [.. application.PublicClientRedirectUris.Where(uri => !which(uri))];
        return Task.CompletedTask;
    });

    /// <summary>Creates a client secret. The sandbox keeps its hash only.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="name">The name of the secret, by which administrators tell secrets apart.</param>
    /// <param name="lifetime">How long it is valid; <see langword="null"/> for two years.</param>
    public async Task<(Guid Id, string Secret)> AddSecretAsync(Guid clientId, string name, TimeSpan? lifetime = null)
    {
        var secret = Secrets.Create();
        var now = time.GetUtcNow();
        var credential = ClientCredential.OfSecret(clientId, secret, name, now, now + lifetime);
        await ChangeAsync(clientId, (db, _) =>
        {
            db.Add(credential);
            return Task.CompletedTask;
        });
        return (credential.Id, secret);
    }

    /// <summary>Removes a client secret.</summary>
    public Task RemoveSecretAsync(Guid clientId, Guid secretId) => ChangeAsync(clientId, async (db, _) =>
        await db.Set<ClientCredential>()
            .Where(credential => credential.ClientId == clientId && credential.Id == secretId)
            .ExecuteDeleteAsync());

    /// <summary>Changes a registration. One that was deleted meanwhile stays as it is.</summary>
    private Task ChangeAsync(Guid clientId, Func<SandboxDbContext, Application, Task> change) =>
        writer.WriteAsync(Outdated.Applications, async db =>
        {
            var application = await db.Set<Application>()
                .FirstOrDefaultAsync(each => each.ClientId == clientId && each.ClientId != WellKnown.Graph);
            if (application is not null)
            {
                await change(db, application);
            }

            return [];
        });

    private void Add(Application application, AppKind kind, string redirectUri)
    {
        var (type, registered) = kind switch
        {
            AppKind.Spa => ("spa", application.SpaRedirectUris),
            AppKind.Native => ("publicClient", application.PublicClientRedirectUris),
            _ => ("web", application.RedirectUris),
        };
        var redirectUris = registered.Append(redirectUri).Distinct(StringComparer.Ordinal);
        var body = JsonSerializer.SerializeToElement(
            new Dictionary<string, object> { [type] = new { redirectUris } });
        var domain = directory.Current.FindTenant(application.TenantId)!.Domain;
        ApplicationProperties.Apply(application, domain, body);
    }
}
