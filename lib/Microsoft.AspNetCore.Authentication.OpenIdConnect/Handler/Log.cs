using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>
/// The handler's log messages, with the official handler's event ids where it has the same event. None carries a code, token,
/// secret, state, nonce or cookie; the official handler logs redirect URLs and cookies at debug and trace level, this one does not.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(13, LogLevel.Debug, "Getting the provider's metadata and signing keys, from the cache or the network.")]
    public static partial void LoadingConfiguration(this ILogger logger);

    [LoggerMessage(53, LogLevel.Debug, "Sending the browser to {AuthorizationEndpoint} (client_id {ClientId}, response_type {ResponseType}, scope {Scope}).")]
    public static partial void RedirectingToAuthorizationEndpoint(
        this ILogger logger, string authorizationEndpoint, string clientId, string responseType, string scope);

    [LoggerMessage(8, LogLevel.Warning, "The request URL is not well formed. Check the endpoint in the provider's metadata: '{Endpoint}'.")]
    public static partial void MalformedEndpoint(this ILogger logger, string endpoint);

    [LoggerMessage(24, LogLevel.Trace, "An answer of the provider arrived by {Method}.")]
    public static partial void AnswerReceived(this ILogger logger, string method);

    [LoggerMessage(10, LogLevel.Debug, "The answer has no state.")]
    public static partial void StateMissing(this ILogger logger);

    [LoggerMessage(11, LogLevel.Debug, "The answer's state cannot be unprotected: it was altered, or protected with keys this application does not have.")]
    public static partial void StateUnreadable(this ILogger logger);

    [LoggerMessage(12, LogLevel.Error, "The provider answered with error '{Error}', error_description '{ErrorDescription}', error_uri '{ErrorUri}' (HTTP status {StatusCode}).")]
    public static partial void ProviderError(this ILogger logger, string error, string errorDescription, string errorUri, int? statusCode);

    [LoggerMessage(21, LogLevel.Debug, "The ID token is valid.")]
    public static partial void IdTokenValidated(this ILogger logger);

    [LoggerMessage(23, LogLevel.Warning, "No nonce cookie of this browser fits the ID token's nonce.")]
    public static partial void NonceCookieMissing(this ILogger logger);

    [LoggerMessage(27, LogLevel.Trace, "An authorization code arrived.")]
    public static partial void CodeReceived(this ILogger logger);

    [LoggerMessage(19, LogLevel.Debug, "Redeeming the authorization code at the token endpoint.")]
    public static partial void RedeemingCode(this ILogger logger);

    [LoggerMessage(30, LogLevel.Trace, "The token endpoint has answered.")]
    public static partial void TokenResponseReceived(this ILogger logger);

    [LoggerMessage(20, LogLevel.Trace, "Getting more claims from the userinfo endpoint.")]
    public static partial void RetrievingUserInfo(this ILogger logger);

    [LoggerMessage(22, LogLevel.Debug, "No claims from the userinfo endpoint: the metadata names none, or there is no access token.")]
    public static partial void UserInfoUnavailable(this ILogger logger);

    [LoggerMessage(17, LogLevel.Error, "The answer could not be processed.")]
    public static partial void CallbackFailed(this ILogger logger, Exception exception);

    [LoggerMessage(18, LogLevel.Debug, "The ID token is signed with an unknown key: asked for fresh metadata.")]
    public static partial void RefreshRequested(this ILogger logger);

    [LoggerMessage(25, LogLevel.Debug, "The event {EventName} ended the request: {Outcome}.")]
    public static partial void EventEndedRequest(this ILogger logger, string eventName, string outcome);

    [LoggerMessage(49, LogLevel.Information, "Signed out of the scheme {AuthenticationScheme}; the browser goes to the provider to sign out there.")]
    public static partial void SignedOut(this ILogger logger, string authenticationScheme);

    [LoggerMessage(46, LogLevel.Information, "The provider asked for sign-out: the local session is ended.")]
    public static partial void RemoteSignOut(this ILogger logger);

    [LoggerMessage(47, LogLevel.Error, "A request for sign-out was ignored because its '{Parameter}' is {Problem}. It may not come from the provider.")]
    public static partial void RemoteSignOutIgnored(this ILogger logger, string parameter, string problem);
}
