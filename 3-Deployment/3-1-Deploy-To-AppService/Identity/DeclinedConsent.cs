using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace DeployToAppService.Identity;

/// <summary>
/// Shows a page that explains what is missing when a signed-in user declines one more permission. Without it, the user
/// would see the page for a sign-in that was canceled, although their session goes on.
/// </summary>
public static class DeclinedConsent
{
    // Marks the request for one more permission in its state. The handler protects the state, the provider returns it.
    private const string MarkerKey = "asked.for.more";

    /// <summary>Sends users who decline a permission to the page /Home/Declined.</summary>
    public static IServiceCollection AddDeclinedConsentPage(this IServiceCollection services) =>
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            var redirect = options.Events.OnRedirectToIdentityProvider;
            options.Events.OnRedirectToIdentityProvider = async context =>
            {
                var scopes = context.Properties.GetParameter<ICollection<string>>(OpenIdConnectParameterNames.Scope);
                if (scopes is not null && context.HttpContext.User.Identity is { IsAuthenticated: true })
                {
                    context.Properties.SetString(MarkerKey, "true");
                }

                await redirect(context);
            };

            var remoteFailure = options.Events.OnRemoteFailure;
            options.Events.OnRemoteFailure = async context =>
            {
                await remoteFailure(context);
                var askedForMore = context.Properties?.GetString(MarkerKey) is not null;
                if (askedForMore && context.Failure is OpenIdConnectProtocolException { Message: var message }
                    && message.Contains("AADSTS65004", StringComparison.Ordinal))
                {
                    var back = SignInChecks.LocalAddressOrHome(context.Properties!.RedirectUri);
                    var pathBase = context.Request.PathBase;
                    context.Response.Redirect($"{pathBase}/Home/Declined?back={Uri.EscapeDataString(back)}");
                    context.HandleResponse();
                }
            };
        });
}
