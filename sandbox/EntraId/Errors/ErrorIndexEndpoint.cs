using Sandbox.Protocol;

namespace Sandbox.EntraId.Errors;

/// <summary>The page that an answer's <c>error_uri</c> leads to, and the list of all codes.</summary>
internal static class ErrorIndexEndpoint
{
    // Any website can have a browser search for thousands of words.
    private const int MostWords = 20;

    public static void MapErrorIndex(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/error", Show);

    private static PageResult Show(string? code, string? q, string? show)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return List(q, show, unknown: null);
        }

        return ErrorDecisions.Find(code) is { } known
            ? new PageResult("~/EntraId/Errors/ErrorCodePage.cshtml", known)
            : List(q, show, unknown: code);
    }

    private static PageResult List(string? search, string? show, string? unknown)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToArray();
        var status = ErrorIndexPage.Filters.FirstOrDefault(filter => filter.Value == show)?.Status;
        var rows = ErrorDecisions.All.Values
            .Where(each => (status is null || each.Status == status) && each.Matches(words))
            .OrderBy(each => each.Family).ThenBy(each => each.Number)
            .ToList();
        var page = new ErrorIndexPage(rows, ErrorDecisions.All.Count)
        {
            Search = search,
            Show = show,
            Unknown = unknown,
        };
        return new PageResult("~/EntraId/Errors/ErrorIndexPage.cshtml", page)
        {
            Status = unknown is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
        };
    }
}

/// <summary>What the list of codes shows.</summary>
/// <param name="Codes">The codes that the search left over.</param>
/// <param name="Total">The number of all codes.</param>
internal sealed record ErrorIndexPage(IReadOnlyList<ErrorCode> Codes, int Total)
{
    /// <summary>The values of the field that filters by status.</summary>
    public static IReadOnlyList<Filter> Filters { get; } =
    [
        new("", "All codes", null),
        new("produced", "Produced by the sandbox", CodeStatus.Produced),
        new("out-of-reach", "Out of reach", CodeStatus.OutOfReach),
    ];

    /// <summary>The words to search for.</summary>
    public string? Search { get; init; }

    /// <summary>The filter's value.</summary>
    public string? Show { get; init; }

    /// <summary>A code that was asked for and that no list has.</summary>
    public string? Unknown { get; init; }

    /// <summary>One choice of the filter.</summary>
    internal sealed record Filter(string Value, string Text, CodeStatus? Status);
}
