using System.Globalization;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Step 3 of a sign-in with a code: exchange it for tokens, server to server (OpenID Connect Core section 3.1.3).
public partial class OpenIdConnectHandler
{
    private async Task<HandleRequestResult?> RedeemCodeAsync(SignInAttempt attempt)
    {
        if (string.IsNullOrEmpty(attempt.Answer.Code))
        {
            return null;
        }

        var received = await RaiseCodeReceivedAsync(attempt);
        if (Outcome(nameof(Events.AuthorizationCodeReceived), received.Result) is { } end)
        {
            return end;
        }

        attempt.TokenResponse = received.TokenEndpointResponse ?? await RedeemAuthorizationCodeAsync(received.TokenEndpointRequest!);
        var result = await RaiseTokenResponseReceivedAsync(attempt);
        if (result is not null)
        {
            return result;
        }

        // OpenID Connect Core section 3.1.3.7 item 6 lets TLS vouch for a token that came straight from the token endpoint, and the
        // official handler makes use of it: a token without a signature passes here, a wrong signature does not.
        // An application that wants none checks TokenValidatedContext.SecurityToken.
        attempt.Validation.RequireSignedTokens = false;
        var validated = await ValidateIdTokenAsync(attempt, attempt.TokenResponse!.IdToken);
        if (attempt.User is null)
        {
            result = await AcceptUserAsync(attempt, validated);
        }
        else
        {
            ReplaceFrontChannelToken(attempt, validated);
        }

        // Nonce and at_hash. Whoever redeemed the code in the event has validated the response, too.
        if (result is null && !received.HandledCodeRedemption)
        {
            Options.ProtocolValidator.ValidateTokenResponse(ValidationContext(attempt, attempt.TokenResponse!));
        }

        return result;
    }

    // Hybrid flow: both ID tokens must speak of the same user (OpenID Connect Core section 3.3.3.6).
    private static void ReplaceFrontChannelToken(SignInAttempt attempt, ValidatedIdToken validated)
    {
        if (attempt.IdToken!.Subject != validated.Token.Subject)
        {
            throw new SecurityTokenException("The sub claims of the ID tokens from the authorization and the token endpoint differ.");
        }

        attempt.IdToken = validated.Token;
    }

    private async Task<AuthorizationCodeReceivedContext> RaiseCodeReceivedAsync(SignInAttempt attempt)
    {
        Logger.CodeReceived();
        var context = new AuthorizationCodeReceivedContext(Context, Scheme, Options, attempt.Properties!)
        {
            ProtocolMessage = attempt.Answer,
            TokenEndpointRequest = CreateTokenRequest(attempt),
            Principal = attempt.User,
            JwtSecurityToken = attempt.IdToken,
            Backchannel = Backchannel,
        };
        await Events.AuthorizationCodeReceived(context);

        attempt.Answer = context.ProtocolMessage;
        attempt.User = context.Principal;
        attempt.Properties = context.Properties;
        attempt.IdToken = context.JwtSecurityToken;
        return context;
    }

    private OpenIdConnectMessage CreateTokenRequest(SignInAttempt attempt)
    {
        var items = attempt.Properties!.Items;
        var request = new OpenIdConnectMessage
        {
            EnableTelemetryParameters = !Options.DisableTelemetry,
            ClientId = Options.ClientId,
            ClientSecret = Options.ClientSecret,
            Code = attempt.Answer.Code,
            GrantType = OpenIdConnectGrantTypes.AuthorizationCode,
            RedirectUri = items[OpenIdConnectDefaults.RedirectUriForCodePropertiesKey],
        };

        // The verifier has done its work after this request and must not stay in the session.
        if (items.Remove(OAuthConstants.CodeVerifierKey, out var verifier))
        {
            request.Parameters.Add(OAuthConstants.CodeVerifierKey, verifier);
        }

        return request;
    }

    private async Task<HandleRequestResult?> RaiseTokenResponseReceivedAsync(SignInAttempt attempt)
    {
        Logger.TokenResponseReceived();
        var context = new TokenResponseReceivedContext(Context, Scheme, Options, attempt.User!, attempt.Properties!)
        {
            ProtocolMessage = attempt.Answer,
            TokenEndpointResponse = attempt.TokenResponse!,
        };
        await Events.TokenResponseReceived(context);

        attempt.Answer = context.ProtocolMessage;
        attempt.TokenResponse = context.TokenEndpointResponse;
        attempt.User = context.Principal;
        attempt.Properties = context.Properties;
        return Outcome(nameof(Events.TokenResponseReceived), context.Result);
    }

    /// <summary>Sends the token request.</summary>
    /// <param name="tokenEndpointRequest">The request; its token endpoint wins over that of the metadata.</param>
    /// <returns>The token endpoint's answer.</returns>
    /// <exception cref="OpenIdConnectProtocolException">The answer is an error or is not JSON.</exception>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached.</exception>
    protected virtual async Task<OpenIdConnectMessage> RedeemAuthorizationCodeAsync(OpenIdConnectMessage tokenEndpointRequest)
    {
        Logger.RedeemingCode();
        using var request = new HttpRequestMessage(HttpMethod.Post, tokenEndpointRequest.TokenEndpoint ?? _configuration?.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(tokenEndpointRequest.Parameters),
            Version = Backchannel.DefaultRequestVersion,
        };
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        var status = (int)response.StatusCode;

        OpenIdConnectMessage message;
        try
        {
            message = new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(Context.RequestAborted));
        }
        catch (Exception exception)
        {
            throw new OpenIdConnectProtocolException(
                $"Failed to parse token response body as JSON. Status Code: {status}. Content-Type: {response.Content.Headers.ContentType}", exception);
        }

        return response.IsSuccessStatusCode ? message : throw ProviderError(message, status);
    }

    private void SaveTokens(AuthenticationProperties properties, OpenIdConnectMessage message)
    {
        (string Name, string? Value)[] tokens =
        [
            (OpenIdConnectParameterNames.AccessToken, message.AccessToken),
            (OpenIdConnectParameterNames.IdToken, message.IdToken),
            (OpenIdConnectParameterNames.RefreshToken, message.RefreshToken),
            (OpenIdConnectParameterNames.TokenType, message.TokenType),
            ("expires_at", ExpiresAt(message.ExpiresIn)),
        ];
        properties.StoreTokens(tokens
            .Where(token => !string.IsNullOrEmpty(token.Value))
            .Select(token => new AuthenticationToken { Name = token.Name, Value = token.Value! }));
    }

    // expires_in counts seconds from the answer on (RFC 6749 section 5.1); a moment is what can still be read later.
    private string? ExpiresAt(string? expiresIn)
        => int.TryParse(expiresIn, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            ? (TimeProvider.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("o", CultureInfo.InvariantCulture)
            : null;
}
