using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Graph.OData;

/// <summary>Parts of a query that hold what a client sent. EF Core makes SQL parameters of them, never text.</summary>
internal static class QueryParameter
{
    private static readonly MethodInfo _like =
        typeof(DbFunctionsExtensions).GetMethod(nameof(DbFunctionsExtensions.Like), [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)])!;

    private static readonly MethodInfo _compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    private static readonly MethodInfo _collate =
        typeof(RelationalDbFunctionsExtensions).GetMethod(nameof(RelationalDbFunctionsExtensions.Collate))!.MakeGenericMethod(typeof(string));

    private static readonly Expression _noCase = Expression.Constant("NOCASE");
    private static readonly Expression _functions = Expression.Constant(EF.Functions);
    private static readonly Expression _escape = Expression.Constant("\\");
    private static readonly Expression _zero = Expression.Constant(0);

    /// <summary>A value; a member of an object and not a constant, which EF Core would write into the SQL.</summary>
    public static Expression Of<T>(T value) => Expression.Property(Expression.Constant(new Box<T>(value)), nameof(Box<>.Value));

    /// <summary>Whether the text matches, without regard to case.</summary>
    public static Expression Like(Expression text, string before, string value, string after) =>
        Expression.Call(_like, _functions, text, Of(before + LikePattern.Escape(value) + after), _escape);

    /// <summary>A text that is compared without regard to case, whatever the collation of its column is.</summary>
    public static Expression IgnoreCase(Expression text) => Expression.Call(_collate, _functions, text, _noCase);

    /// <summary>Compares by order, texts by their collation.</summary>
    public static Expression Compare(ExpressionType comparison, Expression left, Expression right) => left.Type == typeof(string)
        ? Expression.MakeBinary(comparison, Expression.Call(_compare, left, right), _zero)
        : Expression.MakeBinary(comparison, left, right);

    private sealed class Box<T>(T value)
    {
        public T Value { get; } = value;
    }
}
