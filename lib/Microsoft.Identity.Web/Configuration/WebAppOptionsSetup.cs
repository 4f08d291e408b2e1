using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.Resource;

namespace Microsoft.Identity.Web;

/// <summary>Turns an app registration's settings into those of the OpenID Connect handler.</summary>
internal sealed partial class WebAppOptionsSetup(
    IOptionsMonitor<MicrosoftIdentityOptions> registrations,
    MicrosoftIdentityIssuerValidatorFactory issuerValidators,
    ILoginErrorAccessor loginErrors,
    ILogger<WebAppOptionsSetup> logger)
{
    private readonly ILogger _logger = logger;

    public void Configure(OpenIdConnectOptions options, string scheme, string? cookieScheme)
    {
        var registration = registrations.Get(scheme);
        RequiredOptions.Check(registration);

        if (Authority.IsBuiltFromParts(registration) && !string.IsNullOrEmpty(registration.Authority))
        {
            AuthorityIgnored(registration.Authority, registration.Instance, registration.TenantId);
        }

        HandlerSettings.Copy(registration, options);
        options.Authority = Authority.Of(registration);

        if (!string.IsNullOrEmpty(cookieScheme))
        {
            options.SignInScheme = cookieScheme;
        }

        ConfigureTokenValidation(options, registration);
        ConfigureEvents(options, new(scheme, registration, loginErrors));
    }

    private void ConfigureTokenValidation(OpenIdConnectOptions options, MicrosoftIdentityOptions registration)
    {
        var parameters = options.TokenValidationParameters;
        parameters.NameClaimType = registration.IsB2C ? ClaimConstants.Name : ClaimConstants.PreferredUserName;

        // An app that brings its own check, or none, keeps it.
        if (parameters is { ValidateIssuer: true, IssuerValidator: null })
        {
            parameters.IssuerValidator = issuerValidators.GetAadIssuerValidator(options.Authority!).Validate;
        }
    }

    private static void ConfigureEvents(OpenIdConnectOptions options, B2CUserFlows userFlows)
    {
        // The app's handlers run last, so that they see and may change the finished message.
        var events = options.Events;
        var onRedirect = events.OnRedirectToIdentityProvider;
        events.OnRedirectToIdentityProvider = context =>
        {
            AuthorizationRequest.AddParameters(context);
            userFlows.ChooseEndpoint(context);
            return onRedirect(context);
        };

        if (userFlows.AreUsed)
        {
            var onRemoteFailure = events.OnRemoteFailure;
            events.OnRemoteFailure = context =>
            {
                userFlows.RedirectAfterFailure(context);
                return onRemoteFailure(context);
            };
        }
    }

    [LoggerMessage(408, LogLevel.Warning,
        "Authority '{Authority}' is ignored: Instance '{Instance}' and TenantId '{TenantId}' win when either has a value. Clear both to use Authority")]
    private partial void AuthorityIgnored(string authority, string instance, string? tenantId);
}
