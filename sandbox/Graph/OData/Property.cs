using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace Sandbox.Graph.OData;

/// <summary>What a query may do with a property.</summary>
[Flags]
internal enum Uses
{
    None = 0,
    Filter = 1,
    Sort = 2,
    Search = 4,
}

/// <summary>One property of a resource: its name, its type and how it is written.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed record Property<TRow>(string Name, EdmPrimitiveTypeKind Kind, Action<Utf8JsonWriter, TRow> Write)
{
    /// <summary>Whether it is answered without being selected.</summary>
    public bool Default { get; init; }

    /// <summary>From which detail on it is shown.</summary>
    public Detail Detail { get; init; } = Detail.Full;

    public Uses Uses { get; init; }

    /// <summary>Whether it holds many values.</summary>
    public bool IsCollection { get; init; }

    /// <summary>
    /// What a filter looks into by <c>any</c>: one entry for a list of texts, one for each member of a list of objects, or
    /// one for each list in an object.
    /// </summary>
    public IReadOnlyList<ListFilter<TRow>> Lists { get; init; } = [];

    /// <summary>
    /// For a list of objects where the cloud does not answer every combination: whether it answers a filter that compares
    /// these members of one object, and nothing else. The values are those that the members are compared with.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, bool>? TakesTogether { get; init; }

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(Name);

    /// <summary>Where it stands in the row, when it does.</summary>
    public PropertyInfo? Column { get; } = typeof(TRow).GetProperty(Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);

    /// <summary>The column as part of a query.</summary>
    public MemberExpression In(ParameterExpression row) => Expression.Property(row, Column ?? throw new InvalidOperationException($"{Name} is not in {typeof(TRow).Name}."));
}
