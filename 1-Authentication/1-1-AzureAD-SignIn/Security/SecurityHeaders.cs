namespace AzureADSignIn;

/// <summary>Tells browsers what a page may load, who may frame it, and not to keep what a signed-in person saw.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        context.Response.OnStarting(() =>
        {
            var options = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
            // The provider signs people out in a hidden frame of its own page (OpenID Connect Front-Channel Logout 2).
            var framedBy = path == options.RemoteSignOutPath ? new Uri(options.Authority!).GetLeftPart(UriPartial.Authority) : "'none'";
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
                + $"base-uri 'none'; frame-ancestors {framedBy}";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (context.User.Identity is { IsAuthenticated: true })
                headers.CacheControl = "no-store"; // after sign-out, the back button shows nothing
            return Task.CompletedTask;
        });
        return next(context);
    });
}
