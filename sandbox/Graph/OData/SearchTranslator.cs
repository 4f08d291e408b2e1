using System.Linq.Expressions;
using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Makes a query of a parsed <c>$search</c>. A term of the directory is <c>property:text</c> and finds words that begin with the text; one of the mailbox is text alone.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed class SearchTranslator<TRow>(ResourceType<TRow> type, ParameterExpression row)
    where TRow : class, IResourceRow
{
    public HashSet<Property<TRow>> Used { get; } = [];

    public Expression Translate(QueryNode node) => node switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => Expression.AndAlso(Translate(and.Left), Translate(and.Right)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => Expression.OrElse(Translate(or.Left), Translate(or.Right)),
        SearchTermNode term => Term(term.Text),
        _ => throw GraphErrors.UnsupportedQuery("$search combines terms with AND and OR only."),
    };

    private Expression Term(string text)
    {
        if (!type.IsDirectoryObject)
        {
            return type.Properties.Where(property => property.Uses.HasFlag(Uses.Search))
                .Select(property => QueryParameter.Like(Use(property), "%", text, "%"))
                .Aggregate(Expression.OrElse);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : text[..colon].Trim();
        var property = type.Properties.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && each.Uses.HasFlag(Uses.Search))
            ?? throw GraphErrors.UnsupportedQuery(
                $"$search=\"{text}\" names no property that can be searched. Write it like $search=\"displayName:alice\", with one of: {string.Join(", ", Searchable())}.");
        var words = text[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw GraphErrors.UnsupportedQuery($"$search=\"{text}\" has nothing to look for after the colon.")
            : words.Select(Expression (word) => BeginsAWord(Use(property), word)).Aggregate(Expression.AndAlso);
    }

    private static BinaryExpression BeginsAWord(Expression text, string word) =>
        Expression.OrElse(QueryParameter.Like(text, "", word, "%"), QueryParameter.Like(text, "% ", word, "%"));

    private MemberExpression Use(Property<TRow> property)
    {
        Used.Add(property);
        return property.In(row);
    }

    private IEnumerable<string> Searchable() => type.Properties.Where(property => property.Uses.HasFlag(Uses.Search)).Select(property => property.Name);
}
