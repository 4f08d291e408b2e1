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
/// effect when the task ends.
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
                ChangeRedirectUris(
                    application, kind, uris => [.. uris.Append(redirectUri).Distinct(StringComparer.Ordinal)]);
                return Task.CompletedTask;
            });
            return null;
        }
        catch (GraphException exception)
        {
            return exception.ProblemText();
        }
    }

    /// <summary>Removes a redirect URI of any type. Without it, nothing changes.</summary>
    public Task RemoveRedirectUriAsync(Guid clientId, AppKind kind, string redirectUri) =>
        ChangeAsync(clientId, (_, application) =>
        {
            ChangeRedirectUris(application, kind, uris => [.. uris.Where(uri => uri != redirectUri)]);
            return Task.CompletedTask;
        });

    /// <summary>Creates a client secret. The sandbox keeps its hash only.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="name">The name of the secret, by which administrators tell secrets apart.</param>
    /// <param name="lifetime">How long it is valid; <see langword="null"/> for two years.</param>
    public async Task<(Guid Id, string Secret)> AddSecretAsync(Guid clientId, string name, TimeSpan? lifetime = null)
    {
        var secret = Secrets.Create();
        var id = Guid.NewGuid();
        await ChangeAsync(clientId, (db, _) =>
        {
            db.Add(AppSecret.New(clientId, secret, name, time.GetUtcNow(), lifetime, id));
            return Task.CompletedTask;
        });
        return (id, secret);
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

    private void ChangeRedirectUris(Application application, AppKind kind, Func<List<string>, List<string>> change)
    {
        var isSpa = kind == AppKind.Spa;
        var type = isSpa ? "spa" : application.IsPublicClient ? "publicClient" : "web";
        var redirectUris = change(isSpa ? application.SpaRedirectUris : application.RedirectUris);
        var body = JsonSerializer.SerializeToElement(
            new Dictionary<string, object> { [type] = new { redirectUris } });
        var domain = directory.Current.FindTenant(application.TenantId)!.Domain;
        ApplicationProperties.Apply(application, domain, body);
    }
}

/// <summary>The client secrets that the pages create.</summary>
internal static class AppSecret
{
    private const int Years = 2;

    /// <summary>The row of a secret, which has the hash.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="name">Its name for administrators.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long it is valid; <see langword="null"/> for two years.</param>
    /// <param name="id">The ID of the secret; <see langword="null"/> for a new one.</param>
    public static ClientCredential New(
        Guid clientId,
        string secret,
        string name,
        DateTimeOffset now,
        TimeSpan? lifetime = null,
        Guid? id = null) =>
        new()
        {
            Id = id ?? Guid.NewGuid(),
            ClientId = clientId,
            SecretHash = Secrets.Hash(secret),
            Hint = secret[..3],
            DisplayName = name,
            StartsAt = now,
            ExpiresAt = lifetime is { } limited ? now + limited : now.AddYears(Years),
        };
}

/// <summary>Translates a rejection of Graph into a message for a form field.</summary>
internal static class FieldProblems
{
    /// <summary>What is wrong with a value, as a sentence without the name of Graph's property.</summary>
    public static string ProblemText(this GraphException exception)
    {
        var text = exception.Error.Detail?.Problem ?? exception.Error.Message;
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
