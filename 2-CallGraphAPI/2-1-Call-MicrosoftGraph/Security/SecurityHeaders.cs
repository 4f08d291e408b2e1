namespace CallMicrosoftGraph;

/// <summary>Tells browsers what a page may load, who may frame it, and not to keep what a signed-in person saw.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var options = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        // The provider signs people out in a hidden frame of its own page (OpenID Connect Front-Channel Logout 2).
        var framedBy = context.Request.Path == options.RemoteSignOutPath ? new Uri(options.Authority!).GetLeftPart(UriPartial.Authority) : "'none'";
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
                + $"base-uri 'none'; frame-ancestors {framedBy}";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (context.User.Identity is { IsAuthenticated: true })
                context.Response.Headers.CacheControl = "no-store"; // after sign-out, the back button shows nothing
            return Task.CompletedTask;
        });
        return next(context);
    });
}
