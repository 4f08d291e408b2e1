using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Step 2 of a sign-in: the provider's answer arrives at the callback path (OpenID Connect Core sections 3.1.2.5 to 3.3.2.8).
public partial class OpenIdConnectHandler
{
    /// <summary>Checks the provider's answer and makes the user's ticket of it.</summary>
    /// <returns>A ticket, a failure, or the end an event has put to the request.</returns>
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        if (await ReadMessageAsync() is not { } answer)
        {
            return Unrecognized("No message.");
        }

        // Tokens in a URL end up in histories and logs (OAuth 2.0 Multiple Response Type Encoding Practices section 5).
        if (HttpMethods.IsGet(Request.Method) && !(string.IsNullOrEmpty(answer.IdToken) && string.IsNullOrEmpty(answer.AccessToken)))
        {
            return Unrecognized("An answer in the query must not carry an id_token or access_token; ask for response_mode=form_post.");
        }

        var attempt = new SignInAttempt(answer, Options.TokenValidationParameters.Clone());
        try
        {
            return await RestoreStateAsync(attempt)
                ?? await StopOnProviderErrorAsync(attempt)
                ?? await AcceptAnswerAsync(attempt)
                ?? await RedeemCodeAsync(attempt)
                ?? await FinishAsync(attempt);
        }
        catch (Exception exception)
        {
            return await FailAsync(attempt, exception);
        }
    }

    private HandleRequestResult Unrecognized(string reason)
        => Options.SkipUnrecognizedRequests ? HandleRequestResult.SkipHandler() : HandleRequestResult.Fail(reason);

    // The answer must belong to a request of this application (protected state) and of this browser (correlation cookie,
    // which the base class deletes on use, so that a state is good once). RFC 6749 section 10.12.
    private async Task<HandleRequestResult?> RestoreStateAsync(SignInAttempt attempt)
    {
        Logger.AnswerReceived(Request.Method);
        var context = new MessageReceivedContext(Context, Scheme, Options, UnprotectState(attempt.Answer)) { ProtocolMessage = attempt.Answer };
        await Events.MessageReceived(context);
        if (Outcome(nameof(Events.MessageReceived), context.Result) is { } result)
        {
            return result;
        }

        attempt.Answer = context.ProtocolMessage;
        attempt.Properties = context.Properties;
        if (attempt.Properties is null or { Items.Count: 0 })
        {
            if (string.IsNullOrEmpty(attempt.Answer.State))
            {
                Logger.StateMissing();
                return Unrecognized("OpenIdConnectAuthenticationHandler: message.State is null or empty.");
            }

            attempt.Properties = UnprotectState(attempt.Answer);
        }

        if (attempt.Properties is null)
        {
            Logger.StateUnreadable();
            return Unrecognized("Unable to unprotect the message.State.");
        }

        return ValidateCorrelationId(attempt.Properties) ? null : HandleRequestResult.Fail("Correlation failed.", attempt.Properties);
    }

    private AuthenticationProperties? UnprotectState(OpenIdConnectMessage message)
    {
        var properties = string.IsNullOrEmpty(message.State) ? null : Options.StateDataFormat.Unprotect(message.State);
        if (properties is not null)
        {
            // From here on the message shows the application's own state, or none.
            message.State = properties.Items.TryGetValue(OpenIdConnectDefaults.UserstatePropertiesKey, out var own) ? own : null;
        }

        return properties;
    }

    private async Task<HandleRequestResult?> StopOnProviderErrorAsync(SignInAttempt attempt)
    {
        if (string.IsNullOrEmpty(attempt.Answer.Error))
        {
            return null;
        }

        // The person said no (RFC 6749 section 4.1.2.1): the application may have a page for that.
        if (attempt.Answer.Error == "access_denied" && await HandleAccessDeniedErrorAsync(attempt.Properties!) is { None: false } denied)
        {
            return denied;
        }

        return HandleRequestResult.Fail(ProviderError(attempt.Answer), attempt.Properties);
    }

    private async Task<HandleRequestResult?> AcceptAnswerAsync(SignInAttempt attempt)
    {
        await LoadConfigurationAsync();
        KeepProviderSession(attempt);

        if (!string.IsNullOrEmpty(attempt.Answer.IdToken)
            && await AcceptUserAsync(attempt, await ValidateIdTokenAsync(attempt, attempt.Answer.IdToken)) is { } result)
        {
            return result;
        }

        // Nonce and c_hash: the token was made for this request, and the code next to it was not swapped.
        Options.ProtocolValidator.ValidateAuthenticationResponse(ValidationContext(attempt, attempt.Answer));
        return null;
    }

    // Session Management: what a page needs to watch the session at the provider.
    private void KeepProviderSession(SignInAttempt attempt)
    {
        if (!string.IsNullOrEmpty(attempt.Answer.SessionState))
        {
            attempt.Properties!.Items[OpenIdConnectSessionProperties.SessionState] = attempt.Answer.SessionState;
        }

        if (!string.IsNullOrEmpty(_configuration?.CheckSessionIframe))
        {
            attempt.Properties!.Items[OpenIdConnectSessionProperties.CheckSessionIFrame] = _configuration.CheckSessionIframe;
        }
    }

    private OpenIdConnectProtocolValidationContext ValidationContext(SignInAttempt attempt, OpenIdConnectMessage message)
        => new() { ClientId = Options.ClientId, ProtocolMessage = message, ValidatedIdToken = attempt.IdToken, Nonce = attempt.Nonce };

    private async Task<HandleRequestResult> FinishAsync(SignInAttempt attempt)
    {
        if (Options.SaveTokens)
        {
            SaveTokens(attempt.Properties!, attempt.Tokens);
        }

        if (Options.GetClaimsFromUserInfoEndpoint)
        {
            return await GetUserInformationAsync(attempt.Tokens, attempt.IdToken!, attempt.User!, attempt.Properties!);
        }

        using var noUserInfo = JsonDocument.Parse("{}");
        return Succeed(attempt.User!, attempt.Properties!, noUserInfo);
    }

    private HandleRequestResult Succeed(ClaimsPrincipal user, AuthenticationProperties properties, JsonDocument userInfo)
    {
        foreach (var action in Options.ClaimActions)
        {
            action.Run(userInfo.RootElement, (ClaimsIdentity)user.Identity!, ClaimsIssuer);
        }

        return HandleRequestResult.Success(new AuthenticationTicket(user, properties, Scheme.Name));
    }

    private async Task<HandleRequestResult> FailAsync(SignInAttempt attempt, Exception exception)
    {
        Logger.CallbackFailed(exception);

        // The provider may have rolled its keys over. The next sign-in then finds the new ones; the configuration
        // manager itself bounds how often it fetches.
        if (Options.RefreshOnIssuerKeyNotFound && exception is SecurityTokenSignatureKeyNotFoundException)
        {
            Logger.RefreshRequested();
            Options.ConfigurationManager?.RequestRefresh();
        }

        var context = new AuthenticationFailedContext(Context, Scheme, Options) { ProtocolMessage = attempt.Answer, Exception = exception };
        await Events.AuthenticationFailed(context);
        return Outcome(nameof(Events.AuthenticationFailed), context.Result) ?? HandleRequestResult.Fail(exception, attempt.Properties);
    }
}
