using System.Linq.Expressions;
using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Makes a query of a parsed <c>$filter</c>. What is not in the supported grammar is refused by name.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed class FilterTranslator<TRow>(ResourceType<TRow> type, ParameterExpression row)
    where TRow : class, IResourceRow
{
    private readonly HashSet<Property<TRow>> _used = [];

    private readonly ListTranslator<TRow> _lists = new(type, row);

    private string? _advanced;

    /// <summary>What the filter looks at.</summary>
    public IEnumerable<Property<TRow>> Used => _used.Concat(_lists.Used);

    /// <summary>An operator that only an advanced query has.</summary>
    public string? Advanced => _advanced ?? _lists.Advanced;

    public Expression Translate(QueryNode node) => node switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => Expression.AndAlso(Translate(and.Left), Translate(and.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => Expression.OrElse(Translate(or.Left), Translate(or.Right)),
        BinaryOperatorNode binary => Compare(binary),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Expression.Not(TranslateAdvanced("Operator 'not'", not.Operand)),
        SingleValueFunctionCallNode call => Call(call),
        InNode { Right: CollectionConstantNode { Collection.Count: > 0 } values } @in => In(@in, values),
        AnyNode any => _lists.Any(any),
        ConvertNode convert => Translate(convert.Source),
        _ => throw Unsupported(node),
    };

    private Expression TranslateAdvanced(string what, QueryNode node)
    {
        _advanced ??= what;
        return Translate(node);
    }

    private Expression Compare(BinaryOperatorNode node)
    {
        var (left, right, comparison) = (Unwrap(node.Left), Unwrap(node.Right), ComparisonOf(node.OperatorKind));
        if (left is ConstantNode && right is not ConstantNode)
        {
            (left, right, comparison) = (right, left, Flip(comparison));
        }

        if (right is not ConstantNode constant)
        {
            throw Unsupported(node);
        }

        if (left is CountNode count)
        {
            return _lists.Count(count, comparison, constant.Value);
        }

        var property = PropertyOf(left);
        if (comparison == ExpressionType.NotEqual || constant.Value is null)
        {
            _advanced ??= constant.Value is null ? "A comparison with null" : "Operator 'ne'";
        }

        return FilterValue.Compare(property.In(row), comparison, constant.Value) ?? throw UnsupportedFor(property);
    }

    private Expression Call(SingleValueFunctionCallNode node)
    {
        if (node.Parameters.Select(Unwrap).ToArray() is not [var source, ConstantNode { Value: string value }] || PropertyOf(source) is not { } property
            || property.Column!.PropertyType != typeof(string))
        {
            throw Unsupported(node);
        }

        switch (node.Name)
        {
            case "startswith":
                return QueryParameter.Like(property.In(row), "", value, "%");
            case "endswith":
                _advanced ??= "Operator 'endsWith'";
                return QueryParameter.Like(property.In(row), "%", value, "");
            case "contains" when !type.IsDirectoryObject:
                return QueryParameter.Like(property.In(row), "%", value, "%");
            default:
                throw UnsupportedFor(property);
        }
    }

    private Expression In(InNode node, CollectionConstantNode values)
    {
        var property = PropertyOf(Unwrap(node.Left));
        _advanced ??= values.Collection.Any(value => value.Value is null) ? "A comparison with null" : null;
        return values.Collection
            .Select(value => FilterValue.Compare(property.In(row), ExpressionType.Equal, value.Value) ?? throw UnsupportedFor(property))
            .Aggregate(Expression.OrElse);
    }

    private Property<TRow> PropertyOf(QueryNode node)
    {
        if (node is not SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } access)
        {
            throw Unsupported(node);
        }

        var property = type[access.Property.Name];
        if (!property.Uses.HasFlag(Uses.Filter))
        {
            throw UnsupportedFor(property);
        }

        _used.Add(property);
        return property;
    }

    private static QueryNode Unwrap(QueryNode node) => node is ConvertNode convert ? Unwrap(convert.Source) : node;

    private static ExpressionType ComparisonOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => ExpressionType.Equal,
        BinaryOperatorKind.NotEqual => ExpressionType.NotEqual,
        BinaryOperatorKind.GreaterThan => ExpressionType.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => ExpressionType.GreaterThanOrEqual,
        BinaryOperatorKind.LessThan => ExpressionType.LessThan,
        BinaryOperatorKind.LessThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => throw GraphErrors.UnsupportedQuery($"The operator '{kind}' is not supported in $filter."),
    };

    private static ExpressionType Flip(ExpressionType comparison) => comparison switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => comparison,
    };

    private GraphException Unsupported(QueryNode node) =>
        GraphErrors.UnsupportedQuery($"Unsupported or invalid query filter clause specified for resource '{type.Name}': {(node as SingleValueFunctionCallNode)?.Name ?? node.Kind.ToString()}.");

    private GraphException UnsupportedFor(Property<TRow> property) => GraphErrors.UnsupportedFilter(property.Name, type.Name);
}
