using System.Globalization;
using Sandbox.B2C.RestClaims;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors of the REST API from which a custom policy gets claims.</summary>
internal static class RestClaimsErrors
{
    public static ProtocolError Refused(string api, int status, string reason) => B2CErrors.New(90075, "server_error",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The claims exchange with '{api}' returned an HTTP error response with Code '{status}' and Reason '{reason}'."),
        "The policy's REST API rejected the request. Its key or its address is wrong, or it has no such customer.",
        "Call the API yourself, and read the log of the API. Correct the address (restClaimsApi in sandbox/seed.json). "
            + $"Or set {RestClaimsKey.Setting} to the key that the API expects in the header '{RestClaimsKey.Header}'.") with
    { Check = "the policy's REST API gave its claims" };

    public static ProtocolError Unreadable(string api) => B2CErrors.New(90261, "server_error",
        $"The claims exchange with '{api}' returned a response that could not be parsed.",
        "The response of the policy's REST API is not a JSON object of strings, or is too long.",
        "Change the API (restClaimsApi in sandbox/seed.json) to return the claims as a JSON object of strings.") with
    { Check = "the policy's REST API gave its claims" };

    public static ProtocolError Unreachable(string api) => B2CErrors.New(90255, "server_error",
        $"The claims exchange with '{api}' did not complete as expected, because the API did not respond in time.",
        "The policy's REST API is stopped or slow, or the sandbox does not trust its certificate.",
        "Start the API, or correct its address (restClaimsApi in sandbox/seed.json).") with
    { Check = "the policy's REST API gave its claims" };
}
