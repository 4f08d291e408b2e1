namespace Sandbox.Protocol.Sessions;

/// <summary>A cookie for this host alone, until the browser closes.</summary>
/// <param name="name">Its name; over TLS it gets the prefix <c>__Host-</c>.</param>
internal sealed class HostCookie(string name)
{
    public string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public void Write(HttpContext context, string value) => context.Response.Cookies.Append(Name(context.Request), value, Options(context.Request));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Options(context.Request));

    // Cookies are shared by all ports of a host. With the prefix, only this very host can have set it, over TLS. That may
    // also be another app on another port of localhost, which can plant a cookie of its own here: no cookie alone proves
    // that a form comes from a page of the sandbox (see OwnFormFilter), and a sign-in writes a new one.
    private string Name(HttpRequest request) => request.IsHttps ? $"__Host-{name}" : name;

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        IsEssential = true,
        Path = "/",

        // Applications on other sites post authorization requests and load them in hidden frames; the pages' forms are protected by antiforgery tokens.
        SameSite = request.IsHttps ? SameSiteMode.None : SameSiteMode.Lax,
    };
}
