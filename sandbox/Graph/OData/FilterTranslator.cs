using System.Linq.Expressions;
using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Makes a query of a parsed <c>$filter</c>. What is not in the supported grammar is refused by name.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed class FilterTranslator<TRow>(ResourceType<TRow> type, ParameterExpression row)
    where TRow : class, IResourceRow
{
    /// <summary>What the filter looks at.</summary>
    public HashSet<Property<TRow>> Used { get; } = [];

    /// <summary>The first operator that only an advanced query has.</summary>
    public string? Advanced { get; private set; }

    public Expression Translate(QueryNode node) => node switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => Expression.AndAlso(Translate(and.Left), Translate(and.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => Expression.OrElse(Translate(or.Left), Translate(or.Right)),
        BinaryOperatorNode binary => Compare(binary),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Expression.Not(TranslateAdvanced("Operator 'not'", not.Operand)),
        SingleValueFunctionCallNode call => Call(call),
        InNode { Right: CollectionConstantNode values } @in => In(@in, values),
        AnyNode any => Any(any),
        ConvertNode convert => Translate(convert.Source),
        _ => throw Unsupported(node),
    };

    private Expression TranslateAdvanced(string what, QueryNode node)
    {
        Advanced ??= what;
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

        var property = PropertyOf(left);
        if (comparison == ExpressionType.NotEqual || constant.Value is null)
        {
            Advanced ??= constant.Value is null ? "A comparison with null" : "Operator 'ne'";
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
                Advanced ??= "Operator 'endsWith'";
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
        return values.Collection
            .Select(value => FilterValue.Compare(property.In(row), ExpressionType.Equal, value.Value) ?? throw UnsupportedFor(property))
            .Aggregate(Expression.OrElse);
    }

    /// <summary>Whether a list holds a value, such as <c>identifierUris/any(uri:uri eq 'api://x')</c>.</summary>
    private Expression Any(AnyNode node)
    {
        if (node.Source is not CollectionPropertyAccessNode { Source: ResourceRangeVariableReferenceNode } access)
        {
            throw Unsupported(node);
        }

        var property = type[access.Property.Name];
        if (!property.Uses.HasFlag(Uses.Filter))
        {
            throw UnsupportedFor(property);
        }

        Used.Add(property);
        return property.Holds is { } holds ? AnyOf(property, holds, node.Body) : Expression.Constant(false);
    }

    private Expression AnyOf(Property<TRow> property, Func<string, Expression<Func<TRow, bool>>> holds, QueryNode body) => Unwrap(body) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or =>
            Expression.OrElse(AnyOf(property, holds, or.Left), AnyOf(property, holds, or.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } equal
            when Unwrap(equal.Left) is NonResourceRangeVariableReferenceNode && Unwrap(equal.Right) is ConstantNode { Value: string value } =>
            new ParameterReplacement(row).Of(holds(value)),
        _ => throw UnsupportedFor(property),
    };

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

        Used.Add(property);
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

    private GraphException UnsupportedFor(Property<TRow> property) =>
        GraphErrors.UnsupportedQuery($"Unsupported or invalid query filter clause specified for property '{property.Name}' of resource '{type.Name}'.");

    /// <summary>Lets a condition speak of the row of this filter.</summary>
    private sealed class ParameterReplacement(ParameterExpression row) : ExpressionVisitor
    {
        public Expression Of(Expression<Func<TRow, bool>> condition) => Visit(condition.Body);

        protected override Expression VisitParameter(ParameterExpression node) => node.Type == typeof(TRow) ? row : base.VisitParameter(node);
    }
}
