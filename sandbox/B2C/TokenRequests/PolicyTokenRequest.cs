using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Wire;

namespace Sandbox.B2C.TokenRequests;

/// <summary>A request to a policy's token endpoint, whose client is known.</summary>
internal sealed record PolicyTokenRequest(
    Authority Authority, PolicyReference Policy, RequestParameters Parameters, AuthenticatedClient Authenticated,
    ExchangeNotes? Notes)
{
    /// <summary>The client.</summary>
    public Application Client => Authenticated.Application;
}
