using Microsoft.AspNetCore.Http;

namespace Microsoft.Identity.Web;

/// <summary>Keeps nothing: outside development, and in apps without MVC's temp data.</summary>
internal sealed class NoLoginErrorAccessor : ILoginErrorAccessor
{
    public bool IsEnabled => false;

    public string? GetMessage(HttpContext context) => null;

    public void SetMessage(HttpContext context, string? message)
    {
    }
}
