namespace Sandbox.EntraId.Sessions;

/// <summary>The cookie that ties a browser to its sessions.</summary>
internal static class SessionCookie
{
    // Cookies are shared by all ports of a host. With the prefix, only a page served over TLS by this very host can have set it.
    private const string SecureName = "__Host-sandbox-session";
    private const string PlainName = "sandbox-session";

    public static string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public static void Write(HttpContext context, string value) => context.Response.Cookies.Append(Name(context.Request), value, Options(context.Request));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Options(context.Request));

    private static string Name(HttpRequest request) => request.IsHttps ? SecureName : PlainName;

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
