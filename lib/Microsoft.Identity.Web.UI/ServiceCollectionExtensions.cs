using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web.UI;

/// <summary>Adds the ready-made account pages.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <c>/MicrosoftIdentity/Account/…</c>: the actions SignIn, SignOut, Challenge, EditProfile, ResetPassword and the pages SignedOut,
    /// AccessDenied, Error. The app maps controllers and Razor Pages. Cookie schemes without an access-denied page of their own get the one here.
    /// </summary>
    /// <param name="builder">The app's MVC set-up.</param>
    /// <returns><paramref name="builder"/>, for chaining.</returns>
    public static IMvcBuilder AddMicrosoftIdentityUI(this IMvcBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new AccountControllerFeatureProvider()));
        builder.Services.ConfigureAll<CookieAuthenticationOptions>(cookie =>
        {
            if (!cookie.AccessDeniedPath.HasValue)
            {
                cookie.AccessDeniedPath = "/MicrosoftIdentity/Account/AccessDenied";
            }
        });

        return builder;
    }
}
