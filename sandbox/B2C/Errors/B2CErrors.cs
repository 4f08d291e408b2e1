using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>
/// The errors of Azure AD B2C. What goes wrong in a request, in a client's credential or in a grant is the same as at Entra ID, and is found by the same
/// code; it only has another number here.
/// </summary>
internal static class B2CErrors
{
    private static readonly Dictionary<int, (int Code, string? Error)> _numbers = new()
    {
        [900144] = (90083, null),
        [9002313] = (90122, null),
        [90015] = (90122, null),
        [900561] = (90226, null),
        [70005] = (90013, null),
        [70007] = (90014, null),
        [700054] = (90057, "unauthorized_client"),
        [700051] = (90057, "unauthorized_client"),
        [9002325] = (99059, null),
        [501491] = (90184, null),
        [70003] = (90086, null),
        [700016] = (90068, null),
        [7000112] = (90068, null),
        [50011] = (90006, null),
        [7000215] = (90081, null),
        [7000222] = (90081, null),
        [7000218] = (90079, null),
        [700025] = (90084, null),
        [700027] = (90017, null),
        [700024] = (90017, null),
        [700023] = (90017, null),
        [50027] = (90017, "invalid_client"),
        [50048] = (90017, null),
        [700213] = (90017, null),
        [501481] = (90182, null),
        [54005] = (90080, null),
        [70008] = (90080, null),
        [700082] = (90080, null),
        [700084] = (90080, null),
        [50173] = (90129, null),
        [500112] = (90006, "invalid_grant"),
        [50089] = (90046, null),
    };

    /// <summary>The error as B2C numbers it.</summary>
    public static ProtocolError Of(ProtocolError error) => error.Family == ErrorFamily.B2C ? error
        : _numbers.TryGetValue(error.Code, out var number)
            ? Numbered(error, number.Code, number.Error ?? error.Error)
            : error with { Family = ErrorFamily.B2C, Code = 90037, SubError = null };

    // RFC 6749, section 5.2: what is wrong with a client's credential is answered with 401.
    private static ProtocolError Numbered(ProtocolError error, int code, string name) => error with
    {
        Family = ErrorFamily.B2C,
        Code = code,
        Error = name,
        SubError = null,
        Status = name == "invalid_client" ? StatusCodes.Status401Unauthorized : error.Status,
    };

    internal static ProtocolError New(int code, string error, string message, string cause, string fix) =>
        new(code, error, message, cause, fix) { Family = ErrorFamily.B2C };
}
