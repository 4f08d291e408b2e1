using Sandbox.Protocol.Errors;

namespace Sandbox.Scenarios.Provider;

/// <summary>Errors that only a scenario produces.</summary>
internal static class ScenarioErrors
{
    public static ProtocolError TokenEndpointFailed() => new(90033, "server_error",
        "A service that the token endpoint needs does not work at present.",
        "The provider has a temporary problem. In the sandbox, the scenario 'token-endpoint-500' is on.",
        "Try again later. In the sandbox, turn off the scenario on the page /sandbox/scenarios.")
    { Status = StatusCodes.Status500InternalServerError, Check = "no scenario strikes" };
}
