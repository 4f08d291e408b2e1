using System.Linq.Expressions;

namespace Sandbox.Graph.OData;

/// <summary>Compares a column with a literal of a filter.</summary>
internal static class FilterValue
{
    private static readonly Expression _nothing = Expression.Constant(false);
    private static readonly Expression _everything = Expression.Constant(true);

    /// <returns><see langword="null"/> when column and literal, or column and comparison, do not go together.</returns>
    public static Expression? Compare(MemberExpression column, ExpressionType comparison, object? value)
    {
        var byOrder = comparison is not (ExpressionType.Equal or ExpressionType.NotEqual);
        var type = Nullable.GetUnderlyingType(column.Type) ?? column.Type;
        if (value is null)
        {
            return byOrder ? null
                : column.Type.IsValueType && type == column.Type ? (comparison == ExpressionType.Equal ? _nothing : _everything)
                : Expression.MakeBinary(comparison, column, Expression.Constant(null, column.Type));
        }

        if (type == typeof(Guid))
        {
            // Ids are text for clients; one of another form is nobody's.
            return byOrder || value is not string text ? null
                : Guid.TryParse(text, out var id) ? Expression.MakeBinary(comparison, column, As(column, id))
                : comparison == ExpressionType.Equal ? _nothing : _everything;
        }

        return (type, value) switch
        {
            (_, string text) when type == typeof(string) => byOrder
                ? QueryParameter.Compare(comparison, column, QueryParameter.Of(text))
                : Expression.MakeBinary(comparison, column, QueryParameter.Of(text)),
            (_, bool flag) when type == typeof(bool) && !byOrder => Expression.MakeBinary(comparison, column, As(column, flag)),
            (_, DateTimeOffset time) when type == typeof(DateTimeOffset) => Expression.MakeBinary(comparison, column, As(column, time)),
            _ => null,
        };
    }

    private static Expression As<T>(MemberExpression column, T value)
        where T : struct => column.Type == typeof(T) ? QueryParameter.Of(value) : QueryParameter.Of<T?>(value);
}
