using System.Text;

namespace Sandbox.Scenarios.Provider;

/// <summary>The kind of page that a gateway answers with when the service behind it does not: no JSON, and nothing that a client could act upon.</summary>
internal static class GatewayPage
{
    public static Task WriteAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><title>{title}</title><h1>{title}</h1><p>HTTP {status}. The sandbox's scenario makes it so.</p></html>",
            Encoding.UTF8, context.RequestAborted);
    }
}
