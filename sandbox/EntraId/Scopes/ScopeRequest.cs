using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.EntraId.Scopes;

/// <summary>A <c>scope</c> parameter, taken apart and found to exist.</summary>
/// <param name="Text">The parameter as it was sent.</param>
/// <param name="OpenId">Those of <c>openid</c>, <c>profile</c>, <c>email</c> and <c>offline_access</c> that it contains.</param>
/// <param name="Resource">The API that the access token is for; Graph unless another one is named.</param>
/// <param name="Values">The API's scopes, without the API's name.</param>
/// <param name="Prefix">What stood before those scopes, so that the answer can write them in the same way; empty for the short form.</param>
internal sealed record ScopeRequest(string Text, IReadOnlyList<string> OpenId, Application Resource, IReadOnlyList<string> Values, string Prefix)
{
    /// <summary>
    /// Whether the API is known in the tenant of the person who signed in. An authority that names no tenant (<c>organizations</c>) knows the APIs of all of
    /// them, and only the person decides which tenant it is.
    /// </summary>
    public bool IsKnownTo(User user) => Resource.IsMultiTenant || Resource.TenantId == user.TenantId || Resource.ClientId == WellKnown.Graph;

    public bool Contains(string openIdScope) => OpenId.Contains(openIdScope);

    /// <summary>What has to be consented to, by API. The OpenID Connect scopes belong to Graph.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> Permissions
    {
        get
        {
            var permissions = new Dictionary<Guid, IReadOnlyCollection<string>>();
            if (OpenId.Count > 0)
            {
                permissions[WellKnown.Graph] = OpenId;
            }

            if (Values.Count > 0)
            {
                permissions[Resource.ClientId] = [.. permissions.GetValueOrDefault(Resource.ClientId, []), .. Values];
            }

            return permissions;
        }
    }
}
