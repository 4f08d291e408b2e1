using System.Linq.Expressions;

namespace Sandbox.Graph.OData;

/// <summary>
/// Pages by place and not by number: the next page begins after the sort key and id of the last row, where an index leads straight to, so that the last page
/// costs what the first one does.
/// </summary>
internal static class Keyset
{
    public static IOrderedQueryable<TRow> Sort<TRow>(IQueryable<TRow> rows, Order<TRow>? order)
        where TRow : class, IResourceRow
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var id = Expression.Lambda<Func<TRow, Guid>>(Expression.Property(row, nameof(IResourceRow.Id)), row);
        return order switch
        {
            null => rows.OrderBy(id),
            { Property.Column: var column } when column!.PropertyType == typeof(string) => Sort<TRow, string>(rows, order, row, id),
            _ => Sort<TRow, DateTimeOffset>(rows, order, row, id),
        };
    }

    public static IQueryable<TRow> After<TRow>(IQueryable<TRow> rows, Order<TRow>? order, PagePlace place)
        where TRow : class, IResourceRow
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var descending = order is { Descending: true };
        var (beyond, upTo) = descending ? (ExpressionType.LessThan, ExpressionType.LessThanOrEqual) : (ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual);
        var later = Expression.MakeBinary(beyond, Expression.Property(row, nameof(IResourceRow.Id)), QueryParameter.Of(place.Id));
        if (order is null)
        {
            return rows.Where(Expression.Lambda<Func<TRow, bool>>(later, row));
        }

        // The first comparison alone is what SQLite can look up in the index.
        var key = order.Property.In(row);
        var value = key.Type == typeof(string) ? QueryParameter.Of(place.Text) : QueryParameter.Of(place.Time);
        var body = Expression.AndAlso(
            QueryParameter.Compare(upTo, key, value),
            Expression.OrElse(QueryParameter.Compare(beyond, key, value), later));
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(body, row));
    }

    /// <summary>The one row with the id.</summary>
    public static IQueryable<TRow> Find<TRow>(IQueryable<TRow> rows, Guid id)
        where TRow : class, IResourceRow
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(Expression.Equal(Expression.Property(row, nameof(IResourceRow.Id)), QueryParameter.Of(id)), row));
    }

    private static IOrderedQueryable<TRow> Sort<TRow, TKey>(IQueryable<TRow> rows, Order<TRow> order, ParameterExpression row, Expression<Func<TRow, Guid>> id)
    {
        var key = Expression.Lambda<Func<TRow, TKey>>(order.Property.In(row), row);
        return order.Descending ? rows.OrderByDescending(key).ThenByDescending(id) : rows.OrderBy(key).ThenBy(id);
    }
}
