using Sandbox.Protocol;

namespace Sandbox.Social;

/// <summary>The cookie that ties a social provider's answer to the browser that asked. It holds nothing but a random number.</summary>
internal static class SocialCookie
{
    private const string SecureName = "__Host-sandbox-social";
    private const string PlainName = "sandbox-social";

    /// <returns>The hash by which requests know the browser; <see langword="null"/> when it has no cookie.</returns>
    public static byte[]? Read(HttpRequest request) => request.Cookies[Name(request)] is { Length: > 0 } value ? Secrets.Hash(value) : null;

    /// <summary>The same, for a browser that may have none yet.</summary>
    public static byte[] ReadOrWrite(HttpContext context)
    {
        if (Read(context.Request) is { } known)
        {
            return known;
        }

        var value = Secrets.Create();
        context.Response.Cookies.Append(Name(context.Request), value, new CookieOptions
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
        });
        return Secrets.Hash(value);
    }

    private static string Name(HttpRequest request) => request.IsHttps ? SecureName : PlainName;
}
