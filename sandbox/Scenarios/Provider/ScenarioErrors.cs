using Sandbox.EntraId.Errors;

namespace Sandbox.Scenarios.Provider;

/// <summary>Errors that nobody but a scenario makes.</summary>
internal static class ScenarioErrors
{
    public static ProtocolError TokenEndpointFailed() => new(50000, "server_error",
        "The token endpoint failed.",
        "The provider has a fault of its own; in the sandbox, the scenario 'token-endpoint-500' is on.",
        "Try again later; in the sandbox, end the scenario at /sandbox/scenarios.")
    { Status = StatusCodes.Status500InternalServerError };
}
