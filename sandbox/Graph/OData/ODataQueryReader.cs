using System.Linq.Expressions;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Reads query options by OData's grammar and holds them against what a resource supports.</summary>
internal static class ODataQueryReader
{
    private static readonly ODataUriResolver _resolver = new() { EnableCaseInsensitive = true };

    /// <param name="call">The request.</param>
    /// <param name="type">What it asks for.</param>
    /// <param name="supported">The options of the address.</param>
    /// <exception cref="GraphException">An option is malformed or not supported.</exception>
    public static ODataQuery<TRow> Read<TRow>(GraphCall call, ResourceType<TRow> type, string[] supported)
        where TRow : class, IResourceRow
    {
        var options = QueryOptions.Read(call.Http.Request.Query, supported);
        var parser = new ODataQueryOptionParser(type.Model, type.Entity, type.Set, options)
        {
            Resolver = _resolver,
        };
        try
        {
            return Read(call, type, options, parser);
        }
        catch (ODataException exception)
        {
            throw GraphErrors.BadRequest(exception.Message);
        }
    }

    private static ODataQuery<TRow> Read<TRow>(GraphCall call, ResourceType<TRow> type, Dictionary<string, string> options, ODataQueryOptionParser parser)
        where TRow : class, IResourceRow
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var filter = new FilterTranslator<TRow>(type, row);
        var search = new SearchTranslator<TRow>(type, row);
        var (select, expand) = SelectReader.Read(type, parser.ParseSelectAndExpand());
        var order = ReadOrder(type, parser.ParseOrderBy());
        var query = new ODataQuery<TRow>
        {
            Select = select ?? type.Defaults,
            HasSelect = select is not null,
            Expand = expand,
            Top = ReadTop(type, parser.ParseTop()),
            Skip = ReadSkip(type, parser.ParseSkip()),
            Count = parser.ParseCount() is true,
            Filter = parser.ParseFilter() is { } clause ? Predicate<TRow>("$filter", filter.Translate(clause.Expression), row) : null,
            Search = parser.ParseSearch() is { } terms ? Predicate<TRow>("$search", search.Translate(terms.Expression), row) : null,
            Order = order ?? type.DefaultOrder,
            SkipToken = options.GetValueOrDefault("$skiptoken"),
            Used = [.. filter.Used, .. search.Used, .. order is null ? [] : new[] { order.Property }],
            Fingerprint = string.Join(
                '\n', call.Http.Request.Path.Value, call.Caller.TenantId,
                options.GetValueOrDefault("$filter"), options.GetValueOrDefault("$search"), options.GetValueOrDefault("$orderby")),
        };
        if (type.IsDirectoryObject)
        {
            var onRelationship = type.IsRelationship && (query.Filter is not null || order is not null) ? "A relationship's $filter or $orderby" : null;
            AdvancedQueries.Check(call, query, filter.Advanced ?? onRelationship, isSorted: order is not null);
        }

        return query;
    }

    private static Expression<Func<TRow, bool>> Predicate<TRow>(string option, Expression condition, ParameterExpression row)
    {
        OperatorLimit.Check(option, condition);
        return Expression.Lambda<Func<TRow, bool>>(condition, row);
    }

    private static Order<TRow>? ReadOrder<TRow>(ResourceType<TRow> type, OrderByClause? clause)
        where TRow : class, IResourceRow
    {
        if (clause is null)
        {
            return null;
        }

        return clause is { ThenBy: null, Expression: SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } access }
            && type[access.Property.Name] is var property && property.Uses.HasFlag(Uses.Sort)
            ? new Order<TRow>(property, clause.Direction == OrderByDirection.Descending)
            : throw GraphErrors.UnsupportedQuery($"Unsupported sort property '{(clause.Expression as SingleValuePropertyAccessNode)?.Property.Name ?? "(several)"}' for '{type.Name}'.");
    }

    private static int ReadTop<TRow>(ResourceType<TRow> type, long? top)
        where TRow : class, IResourceRow =>
        top is null ? type.PageSize : top >= 1 && top <= type.MaxPageSize ? (int)top : throw GraphErrors.PageSize(top.Value, type.MaxPageSize);

    private static int ReadSkip<TRow>(ResourceType<TRow> type, long? skip)
        where TRow : class, IResourceRow =>
        skip is null ? 0
            : type.IsDirectoryObject ? throw GraphErrors.DirectoryBadRequest("'$skip' is not supported by the service. Follow @odata.nextLink instead.")
            : skip <= int.MaxValue ? (int)skip
            : throw GraphErrors.BadRequest("The value of '$skip' is too large.");
}
