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
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public ScopeRequest Parse(string text, Guid clientId, TenantReference tenant)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw Malformed(text, "it contains characters that no scope has (RFC 6749, section 3.3).");
        }

        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = tokens.Where(ApiScopes.OpenId.Contains).ToArray();
        var named = tokens.Except(openId).Select(ApiScopes.Split).ToArray();
        if (named.Length > 1 && named.Any(scope => IsDefault(scope.Value)))
        {
            throw Malformed(text, "'.default' means all scopes of the registration and cannot be combined with single ones.");
        }

        var current = directory.Current;
        var apis = named
            .GroupBy(scope => Find(current, scope.Prefix, tenant).ClientId)
            .Select(scopes => Ask(current, clientId, scopes.Key, [.. scopes]))
            .ToArray();
        return new ScopeRequest(text, openId, apis.Length > 0 ? apis : [Ask(current, clientId, WellKnown.Graph, [])]);
    }

    /// <summary>Reads the scope of a token request, which an access token answers, and that is for one API.</summary>
    /// <inheritdoc cref="Parse"/>
    public ScopeRequest ParseForToken(string text, Guid clientId, TenantReference tenant)
    {
        var scope = Parse(text, clientId, tenant);
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
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public ScopeRequest ParseForToken(string? asked, string granted, Guid clientId, TenantReference tenant) => asked is null
        ? Parse(granted, clientId, tenant).ForOneToken()
        : ParseForToken(asked, clientId, tenant);

    private static Application Find(DirectorySnapshot current, string prefix, TenantReference tenant) => prefix.Length == 0
        ? current.RegistrationOf(WellKnown.Graph).Application
        : current.FindApi(prefix, application => !application.IsDisabled && current.IsApiKnownTo(tenant, application))
            ?? throw new ProtocolException(ScopeErrors.UnknownResource(prefix));

    private static RequestedApi Ask(
        DirectorySnapshot current, Guid clientId, Guid resourceId, (string Prefix, string Value)[] scopes)
    {
        var resource = current.RegistrationOf(resourceId);
        var values = Array.Exists(scopes, scope => IsDefault(scope.Value))
            ? current.RegistrationOf(clientId).ConfiguredFor(resourceId).Where(resource.Scopes.ContainsKey)
            : Canonical(resource, scopes.Select(scope => scope.Value));
        var isShort = scopes.Length == 0 || Array.Exists(scopes, scope => scope.Prefix.Length == 0);
        var prefix = isShort ? "" : scopes[0].Prefix;
        return new RequestedApi(resource.Application, [.. values.Except(ApiScopes.OpenId)], prefix);
    }

    private static bool IsDefault(string value) => value.Equals(Default, StringComparison.OrdinalIgnoreCase);

    private static ProtocolException Malformed(string text, string problem) => new(ScopeErrors.Malformed(text, problem));

    /// <summary>The scopes as the API writes them; a request may write them in other case.</summary>
    private static string[] Canonical(RegisteredApplication resource, IEnumerable<string> values) =>
    [
        .. values.Select(value => resource.Scopes.TryGetValue(value, out var scope)
            ? scope.Value
            : throw new ProtocolException(ScopeErrors.UnknownScope(value, resource.Application.DisplayName))),
    ];
}
