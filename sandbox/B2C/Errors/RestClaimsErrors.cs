using System.Globalization;
using Sandbox.B2C.RestClaims;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors of the REST API that a custom policy asks for claims.</summary>
internal static class RestClaimsErrors
{
    public static ProtocolError Refused(string api, int status, string reason) => B2CErrors.New(90075, "server_error",
        string.Create(CultureInfo.InvariantCulture, $"The claims exchange with '{api}' returned an HTTP error response with Code '{status}' and Reason '{reason}'."),
        "The policy's REST API refused: its key is wrong, its address is, or it does not know the customer.",
        "Call the API yourself, and read its log. Correct the address (restClaimsApi in sandbox/seed.json), or give the "
            + $"sandbox the key that the API expects in the header '{RestClaimsKey.Header}' (the setting {RestClaimsKey.Setting}).") with
    { Check = "the policy's REST API gave its claims" };

    public static ProtocolError Unreadable(string api) => B2CErrors.New(90261, "server_error",
        $"The claims exchange with '{api}' returned a response that could not be parsed.",
        "The answer of the policy's REST API is not a JSON object of strings, or is too long.",
        "Have the API (restClaimsApi in sandbox/seed.json) answer with the claims as a JSON object of strings.") with
    { Check = "the policy's REST API gave its claims" };

    public static ProtocolError Unreachable(string api) => B2CErrors.New(90255, "server_error",
        $"The claims exchange with '{api}' did not complete as expected: there was no answer in time.",
        "The policy's REST API is down, is slow, or its certificate is not trusted.",
        "Start the API, or correct its address (restClaimsApi in sandbox/seed.json).") with
    { Check = "the policy's REST API gave its claims" };
}
