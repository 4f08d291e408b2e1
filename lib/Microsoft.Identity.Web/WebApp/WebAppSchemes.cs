using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Web.Resource;

namespace Microsoft.Identity.Web;

/// <summary>The two authentication schemes of a web app: OpenID Connect signs in, the cookie keeps the result.</summary>
internal sealed record WebAppSchemes(string OpenIdConnect, string? Cookie, string? DisplayName, bool Diagnostics)
{
    public void AddTo(
        AuthenticationBuilder builder,
        Action<MicrosoftIdentityOptions> configure,
        Action<CookieAuthenticationOptions>? configureCookie)
    {
        var services = builder.Services;
        services.Configure(OpenIdConnect, configure);
        services.AddHttpClient();
        services.TryAddSingleton<MicrosoftIdentityIssuerValidatorFactory>();
        services.TryAddSingleton(LoginErrorAccessorFactory.Create);
        services.TryAddSingleton<WebAppOptionsSetup>();

        if (!string.IsNullOrEmpty(Cookie))
        {
            builder.AddCookie(Cookie, configureCookie ?? (_ => { }));
        }

        builder.AddOpenIdConnect(OpenIdConnect, DisplayName is { Length: > 0 } name ? name : OpenIdConnectDefaults.DisplayName, _ => { });

        var handler = services.AddOptions<OpenIdConnectOptions>(OpenIdConnect)
            .Configure<WebAppOptionsSetup>((options, setup) => setup.Configure(options, OpenIdConnect, Cookie));

        if (Diagnostics)
        {
            services.TryAddSingleton<IOpenIdConnectMiddlewareDiagnostics, OpenIdConnectMiddlewareDiagnostics>();
            handler.Configure<IOpenIdConnectMiddlewareDiagnostics>((options, diagnostics) => diagnostics.Subscribe(options.Events));
        }
    }
}
