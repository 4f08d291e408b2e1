using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Scopes;

namespace Sandbox.B2C.Scopes;

/// <summary>
/// Reads a <c>scope</c> parameter. Customers are never asked for consent: what an application may ask an API for was granted by an administrator. The
/// application's own client id as a scope asks for an access token for itself.
/// </summary>
internal sealed class PolicyScopes(LiveDirectory directory)
{
    /// <exception cref="ProtocolException">The scope is malformed, names what does not exist, or asks for what the application may not have.</exception>
    public PolicyScope Parse(string text, Application client)
    {
        if (!ApiScopes.IsWellFormed(text))
        {
            throw new ProtocolException(PolicyRequestErrors.IllegalCharacter());
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var openId = words.Where(ApiScopes.OpenId.Contains).ToArray();
        var others = words.Except(openId).ToArray();
        if (others.Length == 0)
        {
            return new PolicyScope(text, openId, null, [], []);
        }

        if (others.Any(word => word.Equals(client.ClientId.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            return others.Length == 1
                ? new PolicyScope(text, openId, client, [], others)
                : throw new ProtocolException(PolicyRequestErrors.TwoResources(text));
        }

        var names = others.Select(ApiScopes.Split).ToArray();
        if (names.Select(name => name.Prefix).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any() && names.All(name => name.Prefix.Length > 0))
        {
            throw new ProtocolException(PolicyRequestErrors.TwoResources(text));
        }

        var current = directory.Current;
        var resource = FindResource(current, others, names, client.TenantId);
        var values = FindValues(current, others, names, resource, client);
        return new PolicyScope(text, openId, resource.Application, values, others);
    }

    private static RegisteredApplication FindResource(DirectorySnapshot current, string[] written, (string Prefix, string Value)[] names, Guid tenantId)
    {
        var unnamed = Array.FindIndex(names, name => name.Prefix.Length == 0);
        if (unnamed >= 0)
        {
            throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[unnamed]));
        }

        return current.FindApi(names[0].Prefix, application => !application.IsDisabled && application.TenantId == tenantId) is { } found
            ? current.RegistrationOf(found.ClientId)
            : throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[0]));
    }

    private static List<string> FindValues(
        DirectorySnapshot current, string[] written, (string Prefix, string Value)[] names, RegisteredApplication resource, Application client)
    {
        var granted = current.RegistrationOf(client.ClientId).AllowedByAdministrator(client.TenantId, resource.Application.ClientId);
        var values = new List<string>();
        for (var index = 0; index < names.Length; index++)
        {
            if (!resource.Scopes.TryGetValue(names[index].Value, out var scope))
            {
                throw new ProtocolException(PolicyRequestErrors.UnknownScope(written[index]));
            }

            values.Add(granted.Contains(scope.Value, StringComparer.OrdinalIgnoreCase)
                ? scope.Value
                : throw new ProtocolException(PolicyRequestErrors.NotPermitted(written[index], client.DisplayName)));
        }

        return values;
    }
}
