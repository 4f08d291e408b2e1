using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Scopes;

/// <summary>The rules for an app that is an API as well and asks for a token for itself.</summary>
internal static class OwnApiRules
{
    /// <summary>
    /// Checks a request for what the registration lists: <c>.default</c>, or <c>resource</c> at an endpoint of version
    /// 1. A request for a single scope has no such rules.
    /// </summary>
    /// <param name="scope">The request.</param>
    /// <param name="client">The client.</param>
    /// <exception cref="ProtocolException">
    /// The request names the app by a URI, or the registration lists no permission of Graph or of the app itself.
    /// </exception>
    public static void Check(ScopeRequest scope, RegisteredApplication client)
    {
        var (clientId, name) = (client.Application.ClientId, client.Application.DisplayName);
        if (scope.FindOwn(clientId) is not { IsDefault: true } own)
        {
            return;
        }

        RequireId(own);
        if (client.ConfiguredFor(WellKnown.Graph).Count == 0)
        {
            throw new ProtocolException(ScopeErrors.ItselfWithoutGraph(clientId.ToString(), name));
        }

        if (scope.IsVersion1 && client.Scopes.Count > 0 && client.ConfiguredFor(clientId).Count == 0)
        {
            throw new ProtocolException(ScopeErrors.NotListed(name, name));
        }
    }

    /// <summary>Requires that a request names the app itself by its client ID.</summary>
    /// <exception cref="ProtocolException">It names the app by a URI.</exception>
    public static void RequireId(RequestedApi own)
    {
        if (!own.IsNamedById)
        {
            throw new ProtocolException(ScopeErrors.ItselfByUri(own.Resource.ClientId.ToString(), own.Name));
        }
    }
}
