using System.Linq.Expressions;

namespace Sandbox.Graph.OData;

/// <summary>The query options of a request, understood.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed record ODataQuery<TRow>
{
    /// <summary>What to answer.</summary>
    public required IReadOnlyList<Property<TRow>> Select { get; init; }

    /// <summary>Whether <see cref="Select"/> was asked for.</summary>
    public bool HasSelect { get; init; }

    public required int Top { get; init; }

    public int Skip { get; init; }

    public bool Count { get; init; }

    public Expression<Func<TRow, bool>>? Filter { get; init; }

    public Expression<Func<TRow, bool>>? Search { get; init; }

    public Order<TRow>? Order { get; init; }

    /// <summary>The relationship that is answered along with each resource, if one is.</summary>
    public Expansion? Expand { get; init; }

    /// <summary>Where the page before ended, as the client sent it.</summary>
    public string? SkipToken { get; init; }

    /// <summary>The properties that decide which rows come in which order; the caller has to be allowed to see them.</summary>
    public required IReadOnlyCollection<Property<TRow>> Used { get; init; }

    /// <summary>The options that the place in <see cref="SkipToken"/> depends on.</summary>
    public required string Fingerprint { get; init; }
}

/// <summary>A relationship that <c>$expand</c> names.</summary>
/// <param name="Name">The name of the relationship.</param>
/// <param name="Select">The properties of each related object; <see langword="null"/> for the default ones.</param>
internal sealed record Expansion(string Name, IReadOnlyList<string>? Select)
{
    /// <summary>The most related objects of each resource, as in the cloud.</summary>
    public const int Most = 20;

    /// <summary>The selected properties of a type.</summary>
    public IReadOnlyList<Property<TOther>> Of<TOther>(ResourceType<TOther> type)
        where TOther : class, IResourceRow =>
        Select is null ? type.Defaults : [.. type.Properties.Where(property => Select.Contains(property.Name))];
}
