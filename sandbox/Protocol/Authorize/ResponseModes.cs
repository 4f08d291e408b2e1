using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.Authorize;

/// <summary>The <c>response_mode</c> parameter.</summary>
internal static class ResponseModes
{
    /// <summary>How an answer travels, an error about the request's other parameters included.</summary>
    public static ResponseMode Of(RequestParameters parameters) => parameters["response_mode"] switch
    {
        "form_post" => ResponseMode.FormPost,
        "fragment" => ResponseMode.Fragment,
        "query" when !ResponseTypes.IncludesToken(parameters) => ResponseMode.Query,
        _ => ResponseTypes.IncludesToken(parameters) ? ResponseMode.Fragment : ResponseMode.Query,
    };

    /// <exception cref="ProtocolException">The mode is unknown, or would put a token into a query.</exception>
    public static void Check(RequestParameters parameters, bool idToken)
    {
        var mode = parameters["response_mode"];
        if (mode is not (null or "query" or "fragment" or "form_post") || (mode == "query" && idToken))
        {
            throw new ProtocolException(RequestErrors.UnsupportedResponseMode(mode, parameters["response_type"]!));
        }
    }
}
