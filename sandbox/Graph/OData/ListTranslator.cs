using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>
/// Makes conditions of the parts of a <c>$filter</c> that look into lists: <c>any</c> and <c>$count</c> (OData 4.01,
/// URL Conventions, sections 5.1.1.13.1 and 4.8). Rejects what the cloud does not support.
/// </summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed class ListTranslator<TRow>(ResourceType<TRow> type, ParameterExpression row)
    where TRow : class, IResourceRow
{
    private static readonly Expression _nothing = Expression.Constant(false);

    /// <summary>The properties that were looked into.</summary>
    public HashSet<Property<TRow>> Used { get; } = [];

    /// <summary>The first part that only an advanced query has.</summary>
    public string? Advanced { get; private set; }

    /// <summary>Whether an item of a list fulfills a condition.</summary>
    /// <exception cref="GraphException">The list or the condition is not supported.</exception>
    public Expression Any(AnyNode node)
    {
        var (property, member) = ListOf(node.Source);
        var item = Expression.Parameter(typeof(string), "item");
        var scope = new Scope(property, member, node.CurrentRangeVariable, item);
        var condition = Translate(scope, node.Body);
        if (property.TakesTogether is { } rule && !rule(EqualsOf(node.Body)))
        {
            throw Unsupported(property);
        }

        var list = property.Lists.FirstOrDefault(
            each => each.Items is not null && each.Member == (member ?? each.Member));
        return list is null ? _nothing : Holds(list, Expression.Lambda<Func<string, bool>>(condition, item));
    }

    /// <summary>Whether a list is empty, or is not, such as <c>otherMails/$count eq 0</c>.</summary>
    /// <exception cref="GraphException">The list or the comparison is not supported.</exception>
    public Expression Count(CountNode node, ExpressionType comparison, object? value)
    {
        var (property, member) = ListOf(node.Source);
        var list = property.Lists.FirstOrDefault(each => each.TakesCount && each.Member == (member ?? each.Member));
        var isEquality = comparison is ExpressionType.Equal or ExpressionType.NotEqual;
        var countsAll = node is { FilterClause: null, SearchClause: null };
        if (list is null || value is not (0 or 0L) || !isEquality || !countsAll)
        {
            throw Unsupported(property);
        }

        Advanced ??= "$count of a list in $filter";
        Expression isFilled = list.Items is null ? _nothing : CallAny(list.Items);
        return comparison == ExpressionType.Equal ? Expression.Not(isFilled) : isFilled;
    }

    /// <summary>The property of a list, and the member that has the list when the property is an object.</summary>
    private (Property<TRow> Property, string? Member) ListOf(QueryNode source)
    {
        var (name, member) = source switch
        {
            CollectionPropertyAccessNode { Source: ResourceRangeVariableReferenceNode } texts =>
                (texts.Property.Name, null),
            CollectionComplexNode { Source: ResourceRangeVariableReferenceNode } objects =>
                (objects.Property.Name, null),
            CollectionPropertyAccessNode { Source: SingleComplexNode owner } texts
                when owner.Source is ResourceRangeVariableReferenceNode => (owner.Property.Name, texts.Property.Name),
            _ => throw GraphErrors.UnsupportedQuery(
                $"Unsupported or invalid query filter clause specified for resource '{type.Name}': {source.Kind}."),
        };
        var property = type[name];
        if (property.Lists.Count == 0)
        {
            throw Unsupported(property);
        }

        Used.Add(property);
        return (property, member);
    }

    private Expression Translate(Scope scope, QueryNode body) => Unwrap(body) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and =>
            Expression.AndAlso(Translate(scope, and.Left), Translate(scope, and.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or =>
            Expression.OrElse(Translate(scope, or.Left), Translate(scope, or.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } equal =>
            Compare(scope, equal.Left, Unwrap(equal.Right)),
        InNode { Right: CollectionConstantNode { Collection.Count: > 0 } values } @in =>
            values.Collection.Select(value => Compare(scope, @in.Left, value)).Aggregate(Expression.OrElse),
        SingleValueFunctionCallNode call => Call(scope, call),
        _ => throw Unsupported(scope.Property),
    };

    private BinaryExpression Compare(Scope scope, QueryNode left, QueryNode right)
    {
        Use(scope, left);
        if (right is not ConstantNode { Value: string or Guid } constant)
        {
            throw Unsupported(scope.Property);
        }

        // The directory compares texts without regard to case, and the items of a list have no collation of their own.
        return Expression.Equal(QueryParameter.IgnoreCase(scope.Item), QueryParameter.Of(constant.Value.ToString()!));
    }

    private Expression Call(Scope scope, SingleValueFunctionCallNode node)
    {
        if (node.Parameters.ToArray() is not [var source, ConstantNode { Value: string value }])
        {
            throw Unsupported(scope.Property);
        }

        var list = Use(scope, source);
        switch (node.Name)
        {
            case "startswith" when list.TakesStart:
                return QueryParameter.Like(scope.Item, "", value, "%");
            case "endswith" when list.TakesEnd:
                Advanced ??= "Operator 'endsWith'";
                return QueryParameter.Like(scope.Item, "%", value, "");
            default:
                throw Unsupported(scope.Property);
        }
    }

    /// <summary>
    /// What a condition looks at: the item itself, or a member of it. The row that has the list is neither.
    /// </summary>
    private ListFilter<TRow> Use(Scope scope, QueryNode node)
    {
        var member = Unwrap(node) switch
        {
            NonResourceRangeVariableReferenceNode item when item.RangeVariable == scope.Variable => scope.Member ?? "",
            SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode item } access
                when item.RangeVariable == scope.Variable => access.Property.Name,
            _ => throw Unsupported(scope.Property),
        };
        var list = scope.Property.Lists.FirstOrDefault(each => each.Member == member)
            ?? throw Unsupported(scope.Property);
        Advanced ??= list.IsAdvanced ? $"A filter on '{scope.Property.Name}'" : null;
        return list;
    }

    private Expression Holds(ListFilter<TRow> list, Expression<Func<string, bool>> condition)
    {
        var holds = CallAny(list.Items!, condition);
        return list.AlsoHas is null ? holds
            : Expression.OrElse(holds, Replace(condition, InRow(list.AlsoHas)));
    }

    private MethodCallExpression CallAny(
        Expression<Func<TRow, IQueryable<string>>> items, params Expression[] condition) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Any), [typeof(string)], [InRow(items), .. condition]);

    private Expression InRow<T>(Expression<Func<TRow, T>> part) => Replace(part, row);

    private static Expression Replace(LambdaExpression lambda, Expression value) =>
        new ParameterReplacement(lambda.Parameters[0], value).Visit(lambda.Body);

    /// <summary>
    /// The members that a condition compares with <c>eq</c>, combined with <c>and</c>; none for any other condition.
    /// </summary>
    private static Dictionary<string, string> EqualsOf(QueryNode body) => Unwrap(body) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both
            when (EqualsOf(both.Left), EqualsOf(both.Right)) is ({ Count: > 0 } left, { Count: > 0 } right)
                && !left.Keys.Intersect(right.Keys).Any() => left.Concat(right).ToDictionary(),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } equal
            when (Unwrap(equal.Left), Unwrap(equal.Right))
                is (SingleValuePropertyAccessNode access, ConstantNode { Value: string value }) =>
            new() { [access.Property.Name] = value },
        _ => [],
    };

    private static QueryNode Unwrap(QueryNode node) => node is ConvertNode convert ? Unwrap(convert.Source) : node;

    private GraphException Unsupported(Property<TRow> property) =>
        GraphErrors.UnsupportedFilter(property.Name, type.Name);

    /// <summary>One <c>any</c>.</summary>
    /// <param name="Property">The property that is looked into.</param>
    /// <param name="Member">The member that has the list, when the property is an object.</param>
    /// <param name="Variable">What stands for an item in the filter.</param>
    /// <param name="Item">What stands for its text in the query.</param>
    private sealed record Scope(
        Property<TRow> Property, string? Member, RangeVariable Variable, ParameterExpression Item);

    private sealed class ParameterReplacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == parameter ? value : base.VisitParameter(node);
    }
}
