using Sandbox.Protocol.Errors;

namespace Sandbox.Scenarios.Provider;

/// <summary>Errors that nobody but a scenario makes.</summary>
internal static class ScenarioErrors
{
    public static ProtocolError TokenEndpointFailed() => new(90033, "server_error",
        "Something that the token endpoint needs does not work right now.",
        "The provider has a passing problem; in the sandbox, the scenario 'token-endpoint-500' is on.",
        "Try again later; in the sandbox, end the scenario at /sandbox/scenarios.")
    { Status = StatusCodes.Status500InternalServerError, Check = "no scenario strikes" };
}
