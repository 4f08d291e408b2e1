namespace DeployToAppService;

/// <summary>Tells browsers what a page may load, who may frame it, and not to keep what a signed-in person saw.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var options = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        var provider = new Uri(options.Authority!).GetLeftPart(UriPartial.Authority);
        var framedBy = context.Request.Path == options.RemoteSignOutPath ? provider : "'none'"; // signs people out in a hidden frame (Front-Channel Logout 2)
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                + $"form-action 'self' {provider}; frame-ancestors {framedBy}"; // what is posted here may have to be signed in for first
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (context.User.Identity is { IsAuthenticated: true })
                context.Response.Headers.CacheControl = "no-store"; // after sign-out, the back button shows nothing
            return Task.CompletedTask;
        });
        return next(context);
    });
}
