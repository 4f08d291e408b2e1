using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.EntraId.Scopes;

/// <summary>A <c>scope</c> parameter, taken apart and found to exist.</summary>
/// <param name="Text">The parameter as it was sent.</param>
/// <param name="OpenId">Those of <c>openid</c>, <c>profile</c>, <c>email</c> and <c>offline_access</c> that it contains.</param>
/// <param name="Apis">
/// What it asks of which API, in the order of the parameter; Graph where it names none. The access token is for the first.
/// </param>
internal sealed record ScopeRequest(string Text, IReadOnlyList<string> OpenId, IReadOnlyList<RequestedApi> Apis)
{
    /// <summary>
    /// Whether an endpoint of version 1 got the request. There, an API is asked for by <c>resource</c>, and what its
    /// registration lists is all that users consent to.
    /// </summary>
    public bool IsVersion1 { get; init; }

    /// <summary>The API that the access token is for.</summary>
    public RequestedApi Api => Apis[0];

    /// <inheritdoc cref="RequestedApi.Resource"/>
    public Application Resource => Api.Resource;

    /// <inheritdoc cref="RequestedApi.Prefix"/>
    public string Prefix => IsVersion1 ? "" : Api.Prefix;

    /// <summary>Whether it asks for what the registration lists (<c>.default</c>).</summary>
    public bool AsksForDefault => Apis.Any(api => api.IsDefault);

    /// <summary>What has to be consented to, by API. The OpenID Connect scopes belong to Graph.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> Permissions
    {
        get
        {
            var permissions = new Dictionary<Guid, IReadOnlyCollection<string>>();

            // In version 1, the listed permissions are all that is asked for. If none is listed, it is the sign-in.
            if (OpenId.Count > 0 && (!IsVersion1 || Apis.All(api => api.Values.Count == 0)))
            {
                permissions[WellKnown.Graph] = OpenId;
            }

            foreach (var api in Apis.Where(api => api.Values.Count > 0))
            {
                var id = api.PermissionsOf;
                permissions[id] = [.. permissions.GetValueOrDefault(id, []), .. api.Values];
            }

            return permissions;
        }
    }

    /// <summary>Whether the parameter contains one of the OpenID Connect scopes.</summary>
    public bool Contains(string openIdScope) => OpenId.Contains(openIdScope);

    /// <summary>The request as far as one token can answer it.</summary>
    public ScopeRequest ForOneToken() => this with { Apis = [Apis[0]] };

    /// <summary>What it asks of the client itself, which may be an API as well.</summary>
    /// <returns><see langword="null"/> when it asks for other APIs only.</returns>
    public RequestedApi? FindOwn(Guid clientId) => Apis.FirstOrDefault(api => api.Resource.ClientId == clientId);

    /// <summary>
    /// Finds an API that the tenant of the person who signed in does not know. An authority that names no tenant
    /// (<c>organizations</c>) knows the APIs of all of them, and only the person decides which tenant it is.
    /// </summary>
    /// <returns>The name under which the request asks for the API; <see langword="null"/> when all are known.</returns>
    public string? FindUnknownTo(User user) => Apis.FirstOrDefault(api => !api.IsKnownTo(user))?.Prefix;

    /// <summary>Finds an API whose service principal a tenant does not have.</summary>
    /// <returns><see langword="null"/> when the tenant has all of them.</returns>
    public RequestedApi? FindWithoutPrincipal(Guid tenantId, DirectorySnapshot directory) =>
        Apis.FirstOrDefault(api => !directory.HasServicePrincipal(tenantId, api.Resource));
}

/// <summary>What a <c>scope</c> parameter asks of one API.</summary>
/// <param name="Resource">The API.</param>
/// <param name="Values">The API's scopes, without the API's name.</param>
/// <param name="Prefix">
/// What stood before those scopes, so that the answer can write them in the same way; empty for the short form.
/// </param>
internal sealed record RequestedApi(Application Resource, IReadOnlyList<string> Values, string Prefix)
{
    /// <summary>
    /// The name of the API as the request writes it, with a slash at its end where there is one. It is the audience of
    /// tokens of version 1.0. Empty for the short form.
    /// </summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the request asks for what the registration lists (<c>.default</c>).</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether the request names no API, so Graph is meant.</summary>
    public bool IsImplied { get; init; }

    /// <summary>
    /// Whose permissions <see cref="Values"/> are. An app that asks for a token for itself and lists no permission of
    /// its own gets a token with those that it has at Graph.
    /// </summary>
    public Guid PermissionsOf { get; init; } = Resource.ClientId;

    /// <summary>Whether the request names the API by its client ID, and not by a URI.</summary>
    public bool IsNamedById => Guid.TryParse(Name, out _);

    /// <summary>Whether the API is known in the tenant of the person who signed in.</summary>
    public bool IsKnownTo(User user) =>
        Resource.IsMultiTenant || Resource.TenantId == user.TenantId || Resource.ClientId == WellKnown.Graph;
}
