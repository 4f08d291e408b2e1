using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace DeployToAppService.Identity;

/// <summary>Tells browsers what a page may load, who may frame it, and to keep no copy of it.</summary>
public static class SecurityHeaders
{
    private const string Page = "page";
    private const string FrontChannelSignOut = "front-channel sign-out";

    /// <summary>Declares the headers that <c>app.UseSecurityHeaders()</c> sets.</summary>
    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services) =>
        services.AddSecurityHeaderPolicies((policies, provider) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
                .Get(OpenIdConnectDefaults.AuthenticationScheme);
            var signInOrigin = new Uri(options.Authority!).GetLeftPart(UriPartial.Authority);

            policies.SetDefaultPolicy(headers => headers.AddBaseline(signInOrigin));

            // A page shows who is signed in. After the sign-out, the browser's Back button must not show it again.
            policies.AddPolicy(Page, headers => headers
                .AddBaseline(signInOrigin)
                .AddCustomHeader("Cache-Control", "no-store"));

            // When the user signs out elsewhere, the provider loads this address in a hidden frame of its own page
            // (OpenID Connect Front-Channel Logout 1.0, 2). No other site may frame anything of this app.
            policies.AddPolicy(FrontChannelSignOut, headers => headers.AddBaseline(signInOrigin, framedBySignIn: true));
            policies.SetPolicySelector(context => context.HttpContext.Request.Path == options.RemoteSignOutPath
                ? context.ConfiguredPolicies[FrontChannelSignOut]
                : context.SelectedPolicy);
        });

    /// <summary>Gives the answers of endpoints the headers of a page.</summary>
    public static TBuilder WithPageHeaders<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithSecurityHeadersPolicy(Page);

    private static HeaderPolicyCollection AddBaseline(
        this HeaderPolicyCollection headers, string signInOrigin, bool framedBySignIn = false) => headers
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            csp.AddStyleSrc().Self();
            csp.AddImgSrc().Self();
            csp.AddBaseUri().None();

            // A form that is posted without a session is answered with a redirect to the sign-in page.
            csp.AddFormAction().Self().From(signInOrigin);
            if (framedBySignIn)
            {
                csp.AddFrameAncestors().From(signInOrigin);
            }
            else
            {
                csp.AddFrameAncestors().None();
            }
        });
}
