using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Scopes;
using Sandbox.Tenants;

namespace Sandbox.EntraId.AdminConsent;

/// <summary>
/// An administrator's sign-in at the endpoint of version 1. It names no scopes: it asks for all that the registration
/// lists or, with <c>resource</c>, for what it lists of one API.
/// </summary>
internal sealed class Version1AdminConsentSignIn(
    AuthorizationRequestReader reader, ScopeParser scopes, LiveDirectory directory)
    : AdminConsentSignIn(reader, scopes)
{
    private readonly ScopeParser _scopes = scopes;

    public override SignInPurpose Purpose => SignInPurpose.AdminConsentVersion1;

    /// <summary>The answer of version 1 has no scopes.</summary>
    protected override string? ScopeOfAnswer(AuthorizationRequest request) => null;

    protected override ScopeRequest ReadScope(RequestParameters parameters, Application client, TenantReference tenant)
    {
        var current = directory.Current;
        var resource = parameters["scope"] is { } named
            ? _scopes.Parse(named, client.ClientId, tenant).Resource
            : null;
        var listed = current.RegistrationOf(client.ClientId).Configured
            .Where(entry => resource is null || entry.Key == resource.ClientId)
            .SelectMany(entry => ScopesOf(current, entry.Key, entry.Value))
            .ToArray();
        if (listed.Length == 0)
        {
            var api = resource ?? current.RegistrationOf(WellKnown.Graph).Application;
            throw new ProtocolException(ScopeErrors.NotListed(api.DisplayName, client.DisplayName));
        }

        // It is all that the registration lists, as with .default, so the consent is combined with that for APIs which
        // know the app.
        var scope = _scopes.Parse(string.Join(' ', listed), client.ClientId, tenant);
        return scope with { Apis = [.. scope.Apis.Select(api => api with { IsDefault = true })] };
    }

    /// <summary>
    /// The scopes that a registration lists and an API still offers, as a request writes them. The scopes of OpenID
    /// Connect are those of Graph; another API can have scopes of the same names.
    /// </summary>
    private static IEnumerable<string> ScopesOf(DirectorySnapshot current, Guid api, IReadOnlyList<string> listed) =>
        current.FindRegistration(api) is { Application.IsDisabled: false } registration
            ? listed
                .Where(registration.Scopes.ContainsKey)
                .Select(scope => api == WellKnown.Graph && ApiScopes.OpenId.Contains(scope) ? scope : $"{api}/{scope}")
            : [];
}
