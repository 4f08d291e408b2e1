using System.Linq.Expressions;
using Microsoft.OData.Edm;

namespace Sandbox.Graph.OData;

/// <summary>
/// The conditions that a filter can have on a list. The rules of each property are those of the cloud:
/// https://learn.microsoft.com/graph/aad-advanced-queries, "Support for filter by properties".
/// </summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed record ListFilter<TRow>
{
    /// <summary>
    /// The member: of each item in a list of objects, such as <c>skuId</c>, or of the object that has the list, such as
    /// <c>redirectUris</c>. Empty for a list of texts.
    /// </summary>
    public string Member { get; init; } = "";

    public EdmPrimitiveTypeKind Kind { get; init; } = EdmPrimitiveTypeKind.String;

    /// <summary>
    /// The texts that are compared; <see langword="null"/> when the sandbox has none that a filter can find.
    /// </summary>
    public Expression<Func<TRow, IQueryable<string>>>? Items { get; init; }

    /// <summary>A text that belongs to the list and stands in a column of its own.</summary>
    public Expression<Func<TRow, string>>? AlsoHas { get; init; }

    /// <summary>Whether each filter on the list is an advanced query.</summary>
    public bool IsAdvanced { get; init; }

    /// <summary>Whether <c>startswith</c> is supported.</summary>
    public bool TakesStart { get; init; }

    /// <summary>Whether <c>endswith</c> is supported, which is always an advanced query.</summary>
    public bool TakesEnd { get; init; }

    /// <summary>Whether <c>$count</c> can be compared with 0, which is always an advanced query.</summary>
    public bool TakesCount { get; init; }
}
