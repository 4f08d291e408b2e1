using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Validation of ID tokens (OpenID Connect Core section 3.1.3.7), all of it done by Microsoft.IdentityModel.
public partial class OpenIdConnectHandler
{
    private sealed record ValidatedIdToken(ClaimsPrincipal User, JwtSecurityToken Token);

    private async Task<ValidatedIdToken> ValidateIdTokenAsync(SignInAttempt attempt, string? idToken)
    {
        if (Options.UseSecurityTokenValidator)
        {
            return ValidateWithSecurityTokenValidator(attempt, idToken);
        }

        if (Options.ConfigurationManager is BaseConfigurationManager manager)
        {
            // Given the manager, the token handler takes issuer and keys from it. On an unknown key, or an issuer or signature
            // that does not fit, it asks for a refresh and tries once more, then with the last metadata known to be good.
            attempt.Validation.ConfigurationManager = manager;
        }
        else
        {
            TrustMetadata(attempt.Validation);
        }

        var result = await Options.TokenHandler.ValidateTokenAsync(idToken, attempt.Validation);
        if (result.Exception is not null)
        {
            throw result.Exception;
        }

        // The events and the protocol validator speak JwtSecurityToken.
        var token = result is { IsValid: true, SecurityToken: JsonWebToken jsonWebToken }
            ? JwtSecurityTokenConverter.Convert(jsonWebToken)
            : throw new SecurityTokenException($"TokenHandler must validate to a JsonWebToken, but made a '{result.SecurityToken?.GetType()}'.");
        ApplyTokenLifetime(attempt.Properties!, token);
        return new ValidatedIdToken(new ClaimsPrincipal(result.ClaimsIdentity), token);
    }

    private ValidatedIdToken ValidateWithSecurityTokenValidator(SignInAttempt attempt, string? idToken)
    {
#pragma warning disable CS0618 // The application chose the older validator.
        var validator = Options.SecurityTokenValidator;
#pragma warning restore CS0618
        if (!validator.CanReadToken(idToken))
        {
            throw new SecurityTokenException("The id_token is no token that SecurityTokenValidator can read.");
        }

        TrustMetadata(attempt.Validation);
        var user = validator.ValidateToken(idToken, attempt.Validation, out var validated);
        var token = validated as JwtSecurityToken
            ?? throw new SecurityTokenException($"SecurityTokenValidator must validate to a JwtSecurityToken, but made a '{validated?.GetType()}'.");
        ApplyTokenLifetime(attempt.Properties!, token);
        return new ValidatedIdToken(user, token);
    }

    private void TrustMetadata(TokenValidationParameters validation)
    {
        if (_configuration is not null)
        {
            validation.ValidIssuers = [.. validation.ValidIssuers ?? [], _configuration.Issuer];
            validation.IssuerSigningKeys = [.. validation.IssuerSigningKeys ?? [], .. _configuration.SigningKeys];
        }
    }

    private void ApplyTokenLifetime(AuthenticationProperties properties, JwtSecurityToken token)
    {
        if (!Options.UseTokenLifetime)
        {
            return;
        }

        // MinValue means that the token does not say.
        properties.IssuedUtc = token.ValidFrom == DateTime.MinValue ? properties.IssuedUtc : token.ValidFrom;
        properties.ExpiresUtc = token.ValidTo == DateTime.MinValue ? properties.ExpiresUtc : token.ValidTo;
    }

    /// <summary>Takes the user of a validated token over, unless the application's TokenValidated event ends the request.</summary>
    private async Task<HandleRequestResult?> AcceptUserAsync(SignInAttempt attempt, ValidatedIdToken validated)
    {
        Logger.IdTokenValidated();
        var context = new TokenValidatedContext(Context, Scheme, Options, validated.User, attempt.Properties!)
        {
            ProtocolMessage = attempt.Answer,
            TokenEndpointResponse = attempt.TokenResponse,
            SecurityToken = validated.Token,
            Nonce = TakeNonceCookie(validated.Token.Payload.Nonce),
        };
        await Events.TokenValidated(context);

        attempt.Answer = context.ProtocolMessage;
        attempt.TokenResponse = context.TokenEndpointResponse;
        attempt.User = context.Principal;
        attempt.Properties = context.Properties;
        attempt.IdToken = context.SecurityToken;
        attempt.Nonce = context.Nonce;
        return Outcome(nameof(Events.TokenValidated), context.Result);
    }
}
