using Sandbox.Applications;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.Authorize;

/// <summary>The <c>response_type</c> parameter: a set of words in any order (OAuth 2.0 Multiple Response Type Encoding Practices).</summary>
internal static class ResponseTypes
{
    private static readonly string[] _known = ["code", "id_token", "token"];

    /// <summary>Whether the answer contains a token, whatever else is wrong with the request; then even an error must not travel in a query.</summary>
    public static bool IncludesToken(RequestParameters parameters) => Words(parameters["response_type"]).Any(word => word is "id_token" or "token");

    /// <exception cref="ProtocolException">The response type is missing, unknown, or not enabled for the application.</exception>
    public static (bool Code, bool IdToken) Read(RequestParameters parameters, Application client)
    {
        var text = parameters.Required("response_type");
        var words = Words(text);
        if (words.Length == 0 || words.Except(_known).Any() || words.Distinct().Count() != words.Length)
        {
            throw new ProtocolException(RequestErrors.UnsupportedResponseType(text));
        }

        if (words.Contains("token"))
        {
            throw new ProtocolException(RequestErrors.TokenNotEnabled(client.DisplayName));
        }

        var idToken = words.Contains("id_token");
        if (idToken && !client.IssuesIdTokens)
        {
            throw new ProtocolException(RequestErrors.IdTokenNotEnabled(client.DisplayName));
        }

        return (words.Contains("code"), idToken);
    }

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
