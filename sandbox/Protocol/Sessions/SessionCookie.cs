namespace Sandbox.Protocol.Sessions;

/// <summary>The cookie that ties a browser to its sessions.</summary>
internal static class SessionCookie
{
    private static readonly HostCookie _cookie = new("sandbox-session");

    public static string? Read(HttpRequest request) => _cookie.Read(request);

    public static void Write(HttpContext context, string value) => _cookie.Write(context, value);

    public static void Delete(HttpContext context) => _cookie.Delete(context);
}
