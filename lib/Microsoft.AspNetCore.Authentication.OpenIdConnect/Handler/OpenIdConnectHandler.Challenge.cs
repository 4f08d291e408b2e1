using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Step 1 of a sign-in: send the browser to the authorization endpoint (OpenID Connect Core section 3.1.2.1).
public partial class OpenIdConnectHandler
{
    /// <summary>Answers a challenge with the authorization request, and leaves the cookies that tie the answer to this browser.</summary>
    /// <param name="properties">The challenge's properties; they travel in the protected state.</param>
    /// <returns>Completes when the response is prepared.</returns>
    /// <exception cref="InvalidOperationException">The metadata names no authorization endpoint.</exception>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (string.IsNullOrEmpty(properties.RedirectUri))
        {
            properties.RedirectUri = CurrentLocalUrl();
        }

        await LoadConfigurationAsync();
        var message = CreateAuthorizationRequest(properties);
        GenerateCorrelationId(properties);
        foreach (var (name, value) in Options.AdditionalAuthorizationParameters)
        {
            message.Parameters.Add(name, value);
        }

        var context = new RedirectContext(Context, Scheme, Options, properties) { ProtocolMessage = message };
        await Events.RedirectToIdentityProvider(context);
        if (context.Handled)
        {
            Logger.EventEndedRequest(nameof(Events.RedirectToIdentityProvider), "handled");
            return;
        }

        message = context.ProtocolMessage;
        properties.Items.Add(OpenIdConnectDefaults.RedirectUriForCodePropertiesKey, message.RedirectUri);
        ProtectState(message, properties);
        if (string.IsNullOrEmpty(message.IssuerAddress))
        {
            throw new InvalidOperationException("Cannot redirect to the authorization endpoint: the provider's metadata names none.");
        }

        Logger.RedirectingToAuthorizationEndpoint(message.IssuerAddress, message.ClientId, message.ResponseType, message.Scope);
        await SendAsync(message, message.CreateAuthenticationRequestUrl);
    }

    private OpenIdConnectMessage CreateAuthorizationRequest(AuthenticationProperties properties)
    {
        var scope = properties.GetParameter<ICollection<string>>(OpenIdConnectParameterNames.Scope) ?? Options.Scope;
        var message = new OpenIdConnectMessage
        {
            IssuerAddress = _configuration?.AuthorizationEndpoint ?? string.Empty,
            EnableTelemetryParameters = !Options.DisableTelemetry,
            ClientId = Options.ClientId,
            RedirectUri = BuildRedirectUri(Options.CallbackPath),
            Resource = Options.Resource,
            ResponseType = Options.ResponseType,
            Prompt = properties.GetParameter<string>(OpenIdConnectParameterNames.Prompt) ?? Options.Prompt,
            Scope = string.Join(' ', scope),
        };

        if (Options.UsePkce && Options.ResponseType == OpenIdConnectResponseType.Code)
        {
            AddCodeChallenge(message, properties);
        }

        if ((properties.GetParameter<TimeSpan?>(OpenIdConnectParameterNames.MaxAge) ?? Options.MaxAge) is { } maxAge)
        {
            message.MaxAge = Math.Floor(maxAge.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        // The query is the default mode of a code, and a default is better left unsaid
        // (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1).
        if (Options.ResponseType != OpenIdConnectResponseType.Code || Options.ResponseMode != OpenIdConnectResponseMode.Query)
        {
            message.ResponseMode = Options.ResponseMode;
        }

        if (Options.ProtocolValidator.RequireNonce)
        {
            message.Nonce = Options.ProtocolValidator.GenerateNonce();
            WriteNonceCookie(message.Nonce);
        }

        return message;
    }

    // Only whoever holds the verifier can redeem the code (RFC 7636). It waits in the protected state, which the
    // correlation cookie ties to this browser.
    private static void AddCodeChallenge(OpenIdConnectMessage message, AuthenticationProperties properties)
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

        properties.Items.Add(OAuthConstants.CodeVerifierKey, verifier);
        message.Parameters.Add(OAuthConstants.CodeChallengeKey, challenge);
        message.Parameters.Add(OAuthConstants.CodeChallengeMethodKey, OAuthConstants.CodeChallengeMethodS256);
    }

    // The state parameter is the protected properties; a state of the application's own is kept inside them.
    private void ProtectState(OpenIdConnectMessage message, AuthenticationProperties properties)
    {
        if (!string.IsNullOrEmpty(message.State))
        {
            properties.Items[OpenIdConnectDefaults.UserstatePropertiesKey] = message.State;
        }

        message.State = Options.StateDataFormat.Protect(properties);
    }

    private string CurrentLocalUrl() => OriginalPathBase + OriginalPath + Request.QueryString;
}
