using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Scopes;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Scopes;

/// <summary>Reads a <c>scope</c> parameter: the OpenID Connect scopes, and the scopes of at most one API.</summary>
internal sealed class ScopeParser(LiveDirectory directory)
{
    /// <summary>What stands for "everything that the registration lists".</summary>
    public const string Default = ".default";

    /// <param name="text">The parameter.</param>
    /// <param name="clientId">The client that asks.</param>
    /// <param name="tenant">The authority, in which the API has to be known.</param>
    /// <exception cref="ProtocolException">The scope is malformed, or names what does not exist.</exception>
    public ScopeRequest Parse(string text, Guid clientId, TenantReference tenant)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw Malformed(text, "it contains characters that no scope has (RFC 6749, section 3.3).");
        }

        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = tokens.Where(ApiScopes.OpenId.Contains).ToArray();
        var others = tokens.Except(openId).Select(ApiScopes.Split).ToArray();
        if (others.Select(scope => scope.Prefix).Where(prefix => prefix.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any())
        {
            throw Malformed(text, "an access token is for one API, and the scopes name several.");
        }

        var current = directory.Current;
        var prefix = others.Select(scope => scope.Prefix).FirstOrDefault(each => each.Length > 0) ?? "";
        var resource = prefix.Length == 0
            ? current.RegistrationOf(WellKnown.Graph).Application
            : current.FindApi(prefix, application => current.IsApiKnownTo(tenant, application)) ?? throw new ProtocolException(ScopeErrors.UnknownResource(prefix));
        if (resource.ClientId != WellKnown.Graph && others.Any(scope => scope.Prefix.Length == 0))
        {
            throw Malformed(text, "an access token is for one API, and the scopes name several.");
        }

        IReadOnlyList<string> values = [.. others.Select(scope => scope.Value)];
        if (values.Contains(Default, StringComparer.OrdinalIgnoreCase))
        {
            if (values.Count > 1)
            {
                throw Malformed(text, "'.default' means all scopes of the registration and cannot be combined with single ones.");
            }

            values = current.RegistrationOf(clientId).ConfiguredFor(resource.ClientId);
        }
        else
        {
            values = Canonical(current.RegistrationOf(resource.ClientId), values);
        }

        return new ScopeRequest(text, openId, resource, [.. values.Except(ApiScopes.OpenId)], others.Any(scope => scope.Prefix.Length == 0) ? "" : prefix);
    }

    private static ProtocolException Malformed(string text, string problem) => new(ScopeErrors.Malformed(text, problem));

    /// <summary>The scopes as the API writes them; a request may write them in other case.</summary>
    private static string[] Canonical(RegisteredApplication resource, IReadOnlyList<string> values) =>
    [
        .. values.Select(value => resource.Scopes.TryGetValue(value, out var scope)
            ? scope.Value
            : throw new ProtocolException(ScopeErrors.UnknownScope(value, resource.Application.DisplayName))),
    ];
}
