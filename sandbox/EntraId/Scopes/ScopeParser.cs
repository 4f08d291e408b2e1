using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Scopes;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Scopes;

/// <summary>Reads a <c>scope</c> parameter: the OpenID Connect scopes, and the scopes of APIs.</summary>
internal sealed class ScopeParser(LiveDirectory directory)
{
    /// <summary>What stands for "everything that the registration lists".</summary>
    public const string Default = ".default";

    /// <summary>Reads what a user is asked to consent to, which may be scopes of several APIs.</summary>
    /// <param name="text">The parameter.</param>
    /// <param name="clientId">The client that asks.</param>
    /// <param name="tenant">The authority, in which the APIs have to be known.</param>
    /// <param name="isVersion1">Whether an endpoint of version 1 was asked.</param>
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public ScopeRequest Parse(string text, Guid clientId, TenantReference tenant, bool isVersion1 = false)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw Malformed(text, "it contains characters that are not allowed (RFC 6749, section 3.3).");
        }

        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = tokens.Where(ApiScopes.OpenId.Contains).ToArray();
        var named = tokens.Except(openId).Select(scope => NamedScope.Of(scope, clientId)).ToArray();
        if (named.Length > 1 && named.Any(scope => scope.IsDefault))
        {
            throw Malformed(
                text,
                "'.default' means all scopes of the registration and cannot be combined with single scopes.");
        }

        var current = directory.Current;
        var apis = named
            .GroupBy(scope => Find(current, scope.Prefix, tenant).ClientId)
            .Select(scopes => Ask(current, clientId, scopes.Key, [.. scopes]))
            .ToArray();
        return new ScopeRequest(text, openId, apis.Length > 0 ? apis : [AskNothing(current, clientId, isVersion1)])
        {
            IsVersion1 = isVersion1,
        };
    }

    /// <summary>Reads the scope of a token request, which an access token answers, and that is for one API.</summary>
    /// <inheritdoc cref="Parse"/>
    public ScopeRequest ParseForToken(string text, Guid clientId, TenantReference tenant, bool isVersion1 = false)
    {
        var scope = Parse(text, clientId, tenant, isVersion1);
        return scope.Apis.Count == 1 ? scope : throw new ProtocolException(ScopeErrors.TwoResources(text));
    }

    /// <summary>
    /// Reads the scope of a request for tokens of a grant. A request that names no scope gets those of the sign-in, and
    /// where that had scopes of several APIs, the token is for the first of them.
    /// </summary>
    /// <param name="asked">The parameter of the token request, if it has one.</param>
    /// <param name="granted">The parameter of the sign-in.</param>
    /// <param name="clientId">The client that asks.</param>
    /// <param name="tenant">The authority, in which the API has to be known.</param>
    /// <param name="isVersion1">Whether an endpoint of version 1 was asked.</param>
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public ScopeRequest ParseForToken(
        string? asked, string granted, Guid clientId, TenantReference tenant, bool isVersion1) => asked is null
        ? Parse(granted, clientId, tenant, isVersion1).ForOneToken()
        : ParseForToken(asked, clientId, tenant, isVersion1);

    private static Application Find(DirectorySnapshot current, string prefix, TenantReference tenant) => prefix.Length == 0
        ? current.RegistrationOf(WellKnown.Graph).Application
        : current.FindApi(prefix, application => !application.IsDisabled && current.IsApiKnownTo(tenant, application))
            ?? throw new ProtocolException(ScopeErrors.UnknownResource(prefix));

    /// <summary>A sign-in alone. In version 1, users consent to what the registration lists all the same.</summary>
    private static RequestedApi AskNothing(DirectorySnapshot current, Guid clientId, bool isVersion1)
    {
        NamedScope[] scopes = isVersion1 ? [new NamedScope("", "", Default)] : [];
        return Ask(current, clientId, WellKnown.Graph, scopes) with { IsImplied = true };
    }

    private static RequestedApi Ask(DirectorySnapshot current, Guid clientId, Guid resourceId, NamedScope[] scopes)
    {
        var resource = current.RegistrationOf(resourceId);
        var isDefault = Array.Exists(scopes, scope => scope.IsDefault);
        var offer = isDefault ? FindOffer(current, clientId, resource) : resource;
        var offerId = offer.Application.ClientId;
        var values = isDefault
            ? current.RegistrationOf(clientId).ConfiguredFor(offerId).Where(offer.Scopes.ContainsKey)
            : Canonical(resource, scopes.Select(scope => scope.Value));
        var isShort = scopes.Length == 0 || Array.Exists(scopes, scope => scope.Prefix.Length == 0);
        var (name, prefix) = isShort ? ("", "") : (scopes[0].Name, scopes[0].Prefix);
        return new RequestedApi(resource.Application, [.. values.Except(ApiScopes.OpenId)], prefix)
        {
            Name = name,
            IsDefault = isDefault,
            PermissionsOf = offerId,
        };
    }

    /// <summary>
    /// The API whose permissions <c>.default</c> stands for. For an app that asks for itself and lists no permission of
    /// its own, it is Graph, as in the cloud.
    /// </summary>
    private static RegisteredApplication FindOffer(
        DirectorySnapshot current, Guid clientId, RegisteredApplication resource) =>
        resource.Application.ClientId == clientId && resource.ConfiguredFor(clientId).Count == 0
            ? current.RegistrationOf(WellKnown.Graph)
            : resource;

    private static ProtocolException Malformed(string text, string problem) => new(ScopeErrors.Malformed(text, problem));

    /// <summary>The scopes as the API writes them; a request may write them in other case.</summary>
    private static string[] Canonical(RegisteredApplication resource, IEnumerable<string> values) =>
    [
        .. values.Select(value => resource.Scopes.TryGetValue(value, out var scope)
            ? scope.Value
            : throw new ProtocolException(ScopeErrors.UnknownScope(value, resource.Application.DisplayName))),
    ];
}

/// <summary>One scope of an API.</summary>
/// <param name="Name">The API's name as it was sent; empty for a scope of Graph without it.</param>
/// <param name="Prefix">The same without slashes at its end.</param>
/// <param name="Value">The scope without the API's name.</param>
internal readonly record struct NamedScope(string Name, string Prefix, string Value)
{
    /// <summary>Whether it stands for everything that the registration lists.</summary>
    public bool IsDefault => Value.Equals(ScopeParser.Default, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a scope apart. An app's own client ID alone asks for a token for the app itself.</summary>
    public static NamedScope Of(string scope, Guid clientId)
    {
        if (Guid.TryParse(scope, out var id) && id == clientId)
        {
            return new NamedScope(scope, scope, ScopeParser.Default);
        }

        var (prefix, value) = ApiScopes.Split(scope);
        return new NamedScope(prefix.Length == 0 ? "" : scope[..^(value.Length + 1)], prefix, value);
    }
}
