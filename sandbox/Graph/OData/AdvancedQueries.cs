using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>The rule of the directory that some queries have to be asked for: by the header <c>ConsistencyLevel: eventual</c>, and filters by <c>$count=true</c> besides.</summary>
internal static class AdvancedQueries
{
    /// <param name="call">The request.</param>
    /// <param name="query">Its options.</param>
    /// <param name="advanced">What makes the query an advanced one, apart from its options.</param>
    /// <param name="isSorted">Whether the client asked for an order.</param>
    /// <exception cref="GraphException">The query is advanced and not marked so.</exception>
    public static void Check<TRow>(GraphCall call, ODataQuery<TRow> query, string? advanced, bool isSorted)
    {
        if (query.Search is not null && !call.IsEventual)
        {
            throw GraphErrors.UnsupportedQuery("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
        }

        if (query.Count && !call.IsEventual)
        {
            throw GraphErrors.UnsupportedQuery("$count is not currently supported. It needs the header 'ConsistencyLevel: eventual'.");
        }

        if (advanced is not null && !(call.IsEventual && query.Count))
        {
            throw GraphErrors.NeedsAdvancedQuery(advanced);
        }

        if (isSorted && query.Filter is not null && !(call.IsEventual && query.Count))
        {
            throw GraphErrors.UnsupportedQuery("Sorting not supported for current query. Together with $filter it needs the header 'ConsistencyLevel: eventual' and '$count=true'.");
        }
    }
}
