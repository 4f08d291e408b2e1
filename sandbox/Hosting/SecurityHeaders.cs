namespace Sandbox.Hosting;

/// <summary>Response headers that every answer of the sandbox carries.</summary>
public static class SecurityHeaders
{
    /// <summary>Adds the headers, and a <see cref="PagePolicy"/> that endpoints may widen before the answer starts.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var policy = new PagePolicy();
        context.Features.Set(policy);
        context.Response.OnStarting(static state =>
        {
            var (response, policy) = ((HttpResponse, PagePolicy))state;
            response.Headers.ContentSecurityPolicy = policy.ToString();
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, (context.Response, policy));
        return next(context);
    });
}
