using Sandbox.Applications;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>A client at the token endpoint that is who it says.</summary>
/// <param name="Application">The client.</param>
/// <param name="Type">Of which type it is in this request. Its refresh tokens keep the type.</param>
/// <param name="Method">How it proved that.</param>
internal sealed record AuthenticatedClient(Application Application, ClientType Type, ClientProof Method);

/// <summary>How a client proved itself; the numbers are those of the access token's <c>appidacr</c> and <c>azpacr</c>.</summary>
internal enum ClientProof
{
    /// <summary>A public client, which has nothing to prove itself with.</summary>
    None = 0,

    /// <summary>A client secret.</summary>
    Secret = 1,

    /// <summary>A signed assertion.</summary>
    Assertion = 2,
}
