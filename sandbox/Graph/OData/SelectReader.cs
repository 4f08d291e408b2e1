using Microsoft.OData.UriParser;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.OData;

/// <summary>Reads <c>$select</c> and <c>$expand</c>.</summary>
internal static class SelectReader
{
    /// <returns>The selected properties, <see langword="null"/> for the default ones, and whether a relationship is wanted.</returns>
    public static (IReadOnlyList<Property<TRow>>? Select, bool Expand) Read<TRow>(ResourceType<TRow> type, SelectExpandClause? clause)
        where TRow : class, IResourceRow
    {
        if (clause is null)
        {
            return (null, false);
        }

        var (selected, all, expand) = (new HashSet<string>(StringComparer.Ordinal), false, false);
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
                case ExpandedNavigationSelectItem { LevelsOption: null, SelectAndExpand: { AllSelected: true } inner } when !inner.SelectedItems.Any():
                    expand = true;
                    break;
                default:
                    throw GraphErrors.UnsupportedQuery("$select takes properties, and $expand a relationship, without options of their own.");
            }
        }

        var properties = all ? type.Properties : selected.Count == 0 ? null : [.. type.Properties.Where(property => selected.Contains(property.Name))];
        return (properties, expand);
    }
}
