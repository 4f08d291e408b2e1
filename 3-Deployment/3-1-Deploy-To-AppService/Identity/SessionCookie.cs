using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DeployToAppService.Identity;

/// <summary>Decides where browsers send the session cookie, and how long a session lasts.</summary>
public static class SessionCookie
{
    // A session ends after eight hours without a request, and after a day in any case. The provider is not asked in
    // between: a user whose account was disabled stays signed in to this app until then.
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(8);
    private static readonly TimeSpan _longestSession = TimeSpan.FromDays(1);

    // The name, among the properties that the cookie carries, of the time at which the session ends.
    private const string EndKey = "session.end";

    /// <summary>Names and limits the cookie of the scheme "Cookies".</summary>
    /// <param name="name">
    /// A name that starts with "__Host-". Browsers then keep the cookie only when it came over https, for this host and
    /// all its paths, so that another host of the same domain cannot plant one (RFC 6265bis, 4.1.3.2). Cookies ignore
    /// ports: every app on localhost needs a name of its own.
    /// </param>
    /// <param name="services">The services of the app.</param>
    public static IServiceCollection AddSessionCookie(this IServiceCollection services, string name) =>
        services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
        {
            options.Cookie.Name = name;
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.ExpireTimeSpan = _longestPause;
            options.SlidingExpiration = true;

            var signingIn = options.Events.OnSigningIn;
            options.Events.OnSigningIn = async context =>
            {
                await signingIn(context);
                RememberEnd(context);
            };

            var validate = options.Events.OnValidatePrincipal;
            options.Events.OnValidatePrincipal = async context =>
            {
                await validate(context);
                await RejectEndedSessionAsync(context);
            };
        });

    private static void RememberEnd(CookieSigningInContext context)
    {
        var end = context.Options.TimeProvider!.GetUtcNow() + _longestSession;
        context.Properties.SetString(EndKey, end.ToString("O", CultureInfo.InvariantCulture));
    }

    // Attack: a stolen cookie that is used once in eight hours. Sliding expiration alone would renew it for ever.
    private static async Task RejectEndedSessionAsync(CookieValidatePrincipalContext context)
    {
        // A cookie without an end was issued before the app had this limit.
        var endText = context.Properties.GetString(EndKey);
        var hasEnd = DateTimeOffset.TryParse(endText, CultureInfo.InvariantCulture, out var end);
        if (!hasEnd || end <= context.Options.TimeProvider!.GetUtcNow())
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }
}
