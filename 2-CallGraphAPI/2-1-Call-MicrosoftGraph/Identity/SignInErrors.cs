using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CallMicrosoftGraph.Identity;

/// <summary>Why the sign-in of the current request failed.</summary>
/// <param name="Exception">What the handler found wrong with the provider's answer; null if it did not say.</param>
public sealed record SignInFailure(Exception? Exception);

/// <summary>
/// Shows an error page for a failed sign-in. By default, the OpenID Connect handler throws, and the user sees a bare
/// 500.
/// </summary>
public static class SignInErrors
{
    /// <summary>Passes the answers that the handler rejects on to the error page.</summary>
    public static IServiceCollection AddSignInErrorPage(this IServiceCollection services) =>
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            var remoteFailure = options.Events.OnRemoteFailure;
            options.Events.OnRemoteFailure = async context =>
            {
                await remoteFailure(context);
                context.HttpContext.Features.Set(new SignInFailure(context.Failure));

                // The handler leaves the request to the endpoint that is mapped to the callback address.
                context.SkipHandler();
            };

            var signedOut = options.Events.OnSignedOutCallbackRedirect;
            options.Events.OnSignedOutCallbackRedirect = async context =>
            {
                await signedOut(context);

                // Attack: the state of a sign-out that began under another host name leads the user to that host. An
                // answer without a state would end on an empty page.
                var signedOutPage = context.Request.PathBase + "/MicrosoftIdentity/Account/SignedOut";
                context.Properties = new() { RedirectUri = signedOutPage };
            };
        });

    /// <summary>
    /// Maps the error page to the callback address, such as /signin-oidc. The handler answers there first; the page
    /// appears when the handler passes a failed sign-in on.
    /// </summary>
    public static void MapSignInErrorPage(this WebApplication app)
    {
        var monitor = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>();
        var callbackPath = monitor.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath.Value!;
        app.MapControllerRoute(
            "sign-in error",
            callbackPath.TrimStart('/'),
            new { controller = "Error", action = "SignIn" });
    }
}
