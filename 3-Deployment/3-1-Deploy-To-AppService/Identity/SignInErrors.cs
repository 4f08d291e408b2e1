using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace DeployToAppService.Identity;

/// <summary>Why the sign-in of the current request failed.</summary>
/// <param name="Exception">What the handler found wrong with the provider's answer; null if it did not say.</param>
public sealed record SignInFailure(Exception? Exception);

/// <summary>Why the app did not begin the sign-in that the current request needs.</summary>
/// <param name="Problem">The key of the problem in Models/problems.json.</param>
public sealed record SignInRefusal(string Problem);

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

    /// <summary>Answers with the error page, and not with a redirect to the provider.</summary>
    /// <param name="context">The sign-in that was about to begin.</param>
    /// <param name="problem">The key of the problem in Models/problems.json.</param>
    public static void Refuse(this RedirectContext context, string problem)
    {
        context.HttpContext.Features.Set(new SignInRefusal(problem));

        // An answer with an error status and without a body gets the error page.
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.HandleResponse();
    }

    /// <summary>
    /// Maps the error page to the callback address, such as /signin-oidc. The handler answers there first; the page
    /// appears when the handler passes a failed sign-in on.
    /// </summary>
    /// <returns>The endpoint, for the policies that it needs.</returns>
    public static IEndpointConventionBuilder MapSignInErrorPage(this WebApplication app)
    {
        var monitor = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>();
        var callbackPath = monitor.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath.Value!;
        return app.MapControllerRoute(
            "sign-in error",
            callbackPath.TrimStart('/'),
            new { controller = "Error", action = "SignIn" });
    }
}
