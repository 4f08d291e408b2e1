using System.Diagnostics;
using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders;

namespace CallMicrosoftGraph.Controllers;

/// <summary>Shows what the token cache holds for the signed-in user, and changes it.</summary>
[AuthorizeForScopes(ScopeKeySection = "DownstreamApis:MicrosoftGraph:Scopes")]
public sealed class TokenCacheController(
    ITokenAcquisition tokens, IMsalTokenCacheProvider cache, IOptions<GraphServiceClientOptions> graph) : Controller
{
    /// <summary>Acquires a token as every page does, and shows where it came from.</summary>
    public async Task<IActionResult> Index() => View(await AcquireAsync(forceRefresh: false));

    /// <summary>Does what the button of the page says.</summary>
    /// <param name="what">"acquire", "refresh" or "clear".</param>
    [HttpPost]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Index(string? what)
    {
        switch (what)
        {
            case "acquire":
                return View(await AcquireAsync(forceRefresh: false));

            case "refresh":
                return View(await AcquireAsync(forceRefresh: true));

            case "clear":
                await cache.ClearAsync(User.GetMsalAccountId()!);

                // The page that follows finds no token, and the app sends the user to the provider and back.
                return RedirectToAction();

            default:
                return BadRequest();
        }
    }

    private async Task<CachedToken> AcquireAsync(bool forceRefresh)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await tokens.GetAuthenticationResultForUserAsync(
            graph.Value.Scopes,
            user: User,
            tokenAcquisitionOptions: new TokenAcquisitionOptions
            {
                ForceRefresh = forceRefresh,
                CancellationToken = HttpContext.RequestAborted,
            });
        return new CachedToken(
            [.. result.Scopes.Order(StringComparer.Ordinal)],
            result.ExpiresOn,
            result.AuthenticationResultMetadata.TokenSource is TokenSource.Cache,
            Stopwatch.GetElapsedTime(started));
    }
}
