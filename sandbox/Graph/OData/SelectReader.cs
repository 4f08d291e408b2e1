using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Reads <c>$select</c> and <c>$expand</c>.</summary>
internal static class SelectReader
{
    /// <returns>The selected properties, <see langword="null"/> for the default ones, and the relationship that is wanted.</returns>
    public static (IReadOnlyList<Property<TRow>>? Select, Expansion? Expand) Read<TRow>(ResourceType<TRow> type, SelectExpandClause? clause)
        where TRow : class, IResourceRow
    {
        if (clause is null)
        {
            return (null, null);
        }

        var selected = new HashSet<string>(StringComparer.Ordinal);
        var all = false;
        Expansion? expand = null;
        foreach (var item in clause.SelectedItems)
        {
            switch (item)
            {
                case WildcardSelectItem:
                    all = true;
                    break;
                case PathSelectItem { SelectedPath: { Count: 1, FirstSegment: PropertySegment segment }, HasOptions: false }:
                    selected.Add(segment.Property.Name);
                    break;

                // The parser adds the relationship to the selection when it is expanded.
                case PathSelectItem { SelectedPath.FirstSegment: NavigationPropertySegment }:
                    break;
                case ExpandedNavigationSelectItem expanded when expand is null && HasNoOptions(expanded):
                    expand = new Expansion(expanded.PathToNavigationProperty.FirstSegment.Identifier, ReadInner(expanded.SelectAndExpand));
                    break;
                default:
                    throw GraphErrors.UnsupportedQuery("$select takes properties, and $expand takes one relationship, with no option but $select.");
            }
        }

        var properties = all ? type.Properties : selected.Count == 0 ? null : [.. type.Properties.Where(property => selected.Contains(property.Name))];
        return (properties, expand);
    }

    private static bool HasNoOptions(ExpandedNavigationSelectItem item) =>
        item is { LevelsOption: null, FilterOption: null, OrderByOption: null, SearchOption: null }
            and { TopOption: null, SkipOption: null, CountOption: null };

    private static List<string>? ReadInner(SelectExpandClause inner)
    {
        var names = new List<string>();
        foreach (var item in inner.SelectedItems)
        {
            names.Add(item is PathSelectItem { SelectedPath: { Count: 1, FirstSegment: PropertySegment segment }, HasOptions: false }
                ? segment.Property.Name
                : throw GraphErrors.UnsupportedQuery("The $select of an expanded relationship takes properties only."));
        }

        return names.Count == 0 ? null : names;
    }
}
