using Microsoft.Graph.Models;

namespace CallMicrosoftGraph;

/// <summary>A page of the directory; <paramref name="Total"/> counts the people on all pages.</summary>
public sealed record PeoplePage(IReadOnlyList<User> People, string? Search, int Number, long Total, bool HasNext);

/// <summary>The directory, 25 people at a time. Consent for it is asked here and not at sign-in: whoever never opens this page never grants it.</summary>
[AuthorizeForScopes(Scopes = ["User.ReadBasic.All"])]
public sealed class PeopleController(GraphServiceClient graph, IOptions<GraphServiceClientOptions> options, IMemoryCache memory) : Controller
{
    public const int PageSize = 25;

    [HttpGet("/people")]
    public async Task<IActionResult> Index(string? search, int number, long total, CancellationToken cancellationToken)
    {
        search = search?.Replace("\"", "").Replace("\\", "").Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 100)] : null;
        // Graph knows no page numbers: each answer links to the next page. Keeping the links makes "previous" work.
        var trail = (nameof(PeopleController), User.GetObjectId(), search);
        var links = memory.Get<string?[]>(trail) ?? [null];
        if (number > links.Length) // the way there is not known, or no more
            return RedirectToAction(nameof(Index), new { search, number = links.Length, total });
        number = Math.Max(number, 1);
        var answer = await (links[number - 1] is { } link ? graph.Users.WithUrl(link) : graph.Users).GetAsync(request =>
        {
            request.QueryParameters.Select = ["displayName", "userPrincipalName", "mail"];
            request.QueryParameters.Orderby = ["displayName"];
            (request.QueryParameters.Top, request.QueryParameters.Count) = (PageSize, true); // counted with the first page only
            request.QueryParameters.Search = search is null ? null : $"\"displayName:{search}\" OR \"mail:{search}\"";
            request.Headers.Add("ConsistencyLevel", "eventual"); // $count and $search are advanced queries
            request.Options.WithScopes("User.ReadBasic.All");
        }, cancellationToken);
        if (answer?.OdataNextLink is { } next)
        {
            if (!next.StartsWith(options.Value.BaseUrl + "/", StringComparison.OrdinalIgnoreCase))
                throw new JsonException("The link to the next page leads away from Graph."); // and would take the person's token there
            memory.Set(trail, (string?[])[.. links.Take(number), next], new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        }
        return View(new PeoplePage(answer?.Value ?? [], search, number, answer?.OdataCount ?? total, answer?.OdataNextLink is not null));
    }
}
