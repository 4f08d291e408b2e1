using System.Linq.Expressions;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>
/// Limits how many operators a query combines. SQLite rejects a statement whose expressions are nested 1,000 levels deep, and every operator of a chain
/// adds a level. A query that a developer or a page writes has a few.
/// </summary>
internal sealed class OperatorLimit : ExpressionVisitor
{
    private const int Max = 500;

    private int _operators;

    /// <exception cref="GraphException">The expression combines too many operators.</exception>
    public static void Check(string option, Expression expression)
    {
        var limit = new OperatorLimit();
        limit.Visit(expression);
        if (limit._operators > Max)
        {
            throw GraphErrors.BadRequest($"The value for OData query '{option}' combines more than {Max} operators.");
        }
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        _operators++;
        return base.VisitBinary(node);
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        _operators += node.NodeType == ExpressionType.Not ? 1 : 0;
        return base.VisitUnary(node);
    }
}
