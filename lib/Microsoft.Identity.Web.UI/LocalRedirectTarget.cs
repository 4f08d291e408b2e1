using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Identity.Web.UI;

/// <summary>
/// Where the browser goes after sign-in. The cookie handler follows the target as it is, so an address that leaves the app has to be
/// dropped here (RFC 9700 section 4.11, open redirection).
/// </summary>
internal static class LocalRedirectTarget
{
    private const string Home = "~/";

    /// <summary><paramref name="requested"/> if it is a path of this app, the home page if not.</summary>
    public static string PathOrHome(IUrlHelper url, string? requested) => IsPath(url, requested) ? requested! : url.Content(Home);

    /// <summary>As <see cref="PathOrHome"/>; a full address of this very app counts as its path and query.</summary>
    public static string AddressOrHome(IUrlHelper url, string? requested) =>
        PathOrHome(url, IsPath(url, requested) ? requested : PathOfOwnAddress(url.ActionContext.HttpContext.Request, requested));

    private static bool IsPath(IUrlHelper url, string? target) => url.IsLocalUrl(target) && !StartsWithEncodedSlash(target!);

    /// <summary>A proxy that decodes the path would make <c>//host</c> of it, which browsers take for another site.</summary>
    private static bool StartsWithEncodedSlash(string target) =>
        target.StartsWith("/%2f", StringComparison.OrdinalIgnoreCase) || target.StartsWith("/%5c", StringComparison.OrdinalIgnoreCase);

    private static string? PathOfOwnAddress(HttpRequest request, string? target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var address)
        && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
        && Uri.Compare(address, own, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? address.PathAndQuery
            : null;
}
