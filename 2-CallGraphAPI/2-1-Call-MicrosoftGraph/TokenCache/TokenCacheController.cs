namespace CallMicrosoftGraph;

/// <summary>What is known about an access token, and never the token.</summary>
public sealed record CachedToken(IEnumerable<string> Scopes, DateTimeOffset ExpiresOn, bool IsFromCache, TimeSpan Took);

/// <summary>Looks into the token cache of the person who is signed in, and changes it.</summary>
[AuthorizeForScopes(ScopeKeySection = "DownstreamApis:MicrosoftGraph:Scopes")]
public sealed class TokenCacheController(ITokenAcquisition tokens, IMsalTokenCacheProvider cache, IOptions<GraphServiceClientOptions> graph) : Controller
{
    [HttpGet("/cache")] public async Task<IActionResult> Index() => View(await AcquireAsync(forceRefresh: false));

    [HttpPost("/cache"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Index(string? what)
    {
        if (what is not "clear")
            return what is "acquire" or "refresh" ? View(await AcquireAsync(forceRefresh: what is "refresh")) : BadRequest();
        await cache.ClearAsync(User.GetMsalAccountId()!);
        return RedirectToAction();
    }

    private async Task<CachedToken> AcquireAsync(bool forceRefresh)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await tokens.GetAuthenticationResultForUserAsync(graph.Value.Scopes, user: User,
            tokenAcquisitionOptions: new() { ForceRefresh = forceRefresh, CancellationToken = HttpContext.RequestAborted });
        return new(result.Scopes.Order(StringComparer.Ordinal), result.ExpiresOn, result.AuthenticationResultMetadata.TokenSource is TokenSource.Cache, Stopwatch.GetElapsedTime(started));
    }
}
