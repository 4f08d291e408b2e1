using Sandbox.Applications;
using Sandbox.EntraId.Authorize;

namespace Sandbox.EntraId.Consent;

/// <summary>What one app asks consent for.</summary>
/// <param name="Client">The app.</param>
/// <param name="Permissions">The permissions, by API.</param>
internal sealed record AskedConsent(
    Application Client, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> Permissions);

/// <summary>
/// Combines the consent for an app with that for the APIs which call other APIs on behalf of its users. An API takes
/// part if it lists the app as a known client, and only requests for <c>.default</c> combine. The API then needs no
/// page of its own, which it could not show.
/// </summary>
internal sealed class CombinedConsent(LiveDirectory directory)
{
    /// <summary>What the consent page asks: for the app itself, and for each API that knows it.</summary>
    public IReadOnlyList<AskedConsent> Of(AuthorizationRequest request)
    {
        var current = directory.Current;
        var client = current.RegistrationOf(request.Client.ClientId);
        var middleTiers = FindMiddleTiers(request, current);
        if (middleTiers.Count == 0)
        {
            return [new AskedConsent(request.Client, request.Scope.Permissions)];
        }

        // As in the cloud, the page then lists everything that the registration lists, whichever API was asked for.
        var own = request.Scope.Permissions.ToDictionary();
        foreach (var (resourceId, scopes) in ListedBy(client, current))
        {
            var asked = own.GetValueOrDefault(resourceId, []);
            own[resourceId] = [.. asked.Union(scopes, StringComparer.OrdinalIgnoreCase)];
        }

        return
        [
            new AskedConsent(request.Client, own),
            .. middleTiers.Select(api => new AskedConsent(api.Application, ListedBy(api, current))),
        ];
    }

    /// <summary>Whether the consent to a request gives an API a service principal in the user's tenant.</summary>
    public bool Provides(AuthorizationRequest request, Application api) =>
        FindMiddleTiers(request, directory.Current).Any(each => each.Application.ClientId == api.ClientId);

    private static List<RegisteredApplication> FindMiddleTiers(AuthorizationRequest request, DirectorySnapshot current)
    {
        if (!request.Scope.AsksForDefault)
        {
            return [];
        }

        var client = request.Client;
        return
        [
            .. current.RegistrationOf(client.ClientId).Configured.Keys
                .Concat(request.Scope.Apis.Select(api => api.Resource.ClientId))
                .Distinct()
                .Where(id => id != client.ClientId)
                .Select(current.FindRegistration)
                .OfType<RegisteredApplication>()
                .Where(api => api.Application.TenantId == client.TenantId
                    && api.Application.KnownClients.Contains(client.ClientId)),
        ];
    }

    private static Dictionary<Guid, IReadOnlyCollection<string>> ListedBy(
        RegisteredApplication client, DirectorySnapshot current) => client.Configured
        .Where(listed => current.FindRegistration(listed.Key) is not null)
        .ToDictionary(
            listed => listed.Key,
            listed => (IReadOnlyCollection<string>)
                [.. listed.Value.Where(current.RegistrationOf(listed.Key).Scopes.ContainsKey)]);
}
