using CallMicrosoftGraph.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Identity.Web;

namespace CallMicrosoftGraph.Controllers;

/// <summary>
/// The directory, 25 users at a time. The page asks for its permission when a user opens it, and not at the sign-in.
/// Users who never open it never see the request.
/// </summary>
[AuthorizeForScopes(Scopes = [Scope])]
public sealed class PeopleController(
    GraphServiceClient graph, IOptions<GraphServiceClientOptions> options, DirectoryPageLinks pages) : Controller
{
    /// <summary>How many users a page shows.</summary>
    public const int PageSize = 25;

    private const string Scope = "User.ReadBasic.All";
    private const int LongestSearch = 100;

    /// <summary>Shows a page of the directory.</summary>
    /// <param name="search">The beginning of a name or an email address; blank for all users.</param>
    /// <param name="number">The number of the page, from 1.</param>
    /// <param name="total">How many users there are. Graph says so with the first page; the links carry it on.</param>
    /// <param name="cancellationToken">Ends the request to Graph when the user leaves.</param>
    public async Task<IActionResult> Index(string? search, int number, long total, CancellationToken cancellationToken)
    {
        search = Clean(search);
        var user = User.GetObjectId()!;
        var links = pages.Find(user, search);
        if (number > links.Count)
        {
            // The link to this page is not known, or not any more.
            return RedirectToAction(nameof(Index), new { search, number = links.Count, total });
        }

        number = Math.Max(number, 1);
        var answer = await ReadAsync(links[number - 1], search, cancellationToken);
        var next = answer?.OdataNextLink;
        if (next is not null)
        {
            pages.Remember(user, search, number, RequireLinkToGraph(next));
        }

        var count = answer?.OdataCount ?? total;
        return View(new DirectoryPage(answer?.Value ?? [], search, number, count, HasNext: next is not null));
    }

    private Task<UserCollectionResponse?> ReadAsync(string? link, string? search, CancellationToken cancellationToken)
    {
        var users = link is null ? graph.Users : graph.Users.WithUrl(link);
        return users.GetAsync(
            request =>
            {
                request.QueryParameters.Select = ["displayName", "userPrincipalName", "mail"];
                request.QueryParameters.Orderby = ["displayName"];
                request.QueryParameters.Top = PageSize;
                request.QueryParameters.Count = true;
                if (search is not null)
                {
                    request.QueryParameters.Search = $"\"displayName:{search}\" OR \"mail:{search}\"";
                }

                // Graph counts and searches only with this header, because both are advanced queries.
                request.Headers.Add("ConsistencyLevel", "eventual");
                request.Options.WithScopes(Scope);
            },
            cancellationToken);
    }

    // Quotation marks and backslashes have a meaning in a search of Graph, which ends the quoted text.
    private static string? Clean(string? search)
    {
        var text = search?.Replace("\"", "").Replace("\\", "").Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.Length > LongestSearch ? text[..LongestSearch] : text;
    }

    // Attack: an answer that was changed on its way links to a server inside the app's network, and the app asks it.
    private string RequireLinkToGraph(string link) =>
        link.StartsWith(options.Value.BaseUrl + "/", StringComparison.OrdinalIgnoreCase)
            ? link
            : throw new FormatException("The link to the next page is not an address of Microsoft Graph.");
}
