using System.Text.Json;

namespace Sandbox.Graph.OData;

/// <summary>How an address shows a kind of resource to a caller.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
/// <param name="Type">The kind of resource.</param>
/// <param name="Context">What stands behind <c>$metadata#</c> in <c>@odata.context</c>.</param>
/// <param name="Detail">How much the caller may see of any of them.</param>
internal sealed record ResourceView<TRow>(ResourceType<TRow> Type, string Context, Detail Detail)
    where TRow : class, IResourceRow
{
    /// <summary>How much the caller may see of one; <see cref="Detail"/> unless said otherwise.</summary>
    public Func<TRow, Detail>? DetailOf { get; init; }

    /// <summary>Whether each resource names its type, because the address answers with several types.</summary>
    public bool NamesType { get; init; }

    /// <summary>Completes a row with what is not in the database's answer, before it is written.</summary>
    public Action<TRow>? Complete { get; init; }

    /// <summary>Reads the relationship that was expanded, for all rows of a page at once.</summary>
    public Func<IReadOnlyList<TRow>, Task>? LoadExpansion { get; init; }

    /// <summary>Writes the relationship that was expanded.</summary>
    public Action<Utf8JsonWriter, TRow>? Expansion { get; init; }

    /// <summary>Writes one resource's members.</summary>
    public void Write(Utf8JsonWriter json, TRow row, ODataQuery<TRow> query)
    {
        Complete?.Invoke(row);
        if (NamesType)
        {
            json.WriteString(JsonAnswer.Type, "#microsoft.graph." + Type.Name);
        }

        JsonAnswer.WriteProperties(json, row, query.Select, DetailOf?.Invoke(row) ?? Detail);
        if (query.Expand is not null)
        {
            Expansion?.Invoke(json, row);
        }
    }

    /// <summary>The context's address, which lists what was selected.</summary>
    public string ContextAddress(GraphCall call, ODataQuery<TRow> query)
    {
        var selected = query.HasSelect ? $"({string.Join(',', query.Select.Select(property => property.Name))})" : "";
        return $"{call.Root}/$metadata#{Context}{selected}";
    }
}
