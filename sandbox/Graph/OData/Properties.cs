using System.Text.Json;
using Microsoft.OData.Edm;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.OData;

/// <summary>Makes properties of the usual types.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal static class Properties<TRow>
{
    public static Property<TRow> Id(Func<TRow, Guid> read) => new("id", EdmPrimitiveTypeKind.String, (json, row) => json.WriteStringValue(read(row)))
    {
        Default = true,
        Detail = Detail.Id,
        Uses = Uses.Filter,
    };

    public static Property<TRow> Key(string name, Func<TRow, Guid?> read) => new(name, EdmPrimitiveTypeKind.String, (json, row) =>
    {
        if (read(row) is { } value)
        {
            json.WriteStringValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    });

    public static Property<TRow> Text(string name, Func<TRow, string?> read) =>
        new(name, EdmPrimitiveTypeKind.String, (json, row) => json.WriteStringValue(read(row)));

    public static Property<TRow> Flag(string name, Func<TRow, bool> read) =>
        new(name, EdmPrimitiveTypeKind.Boolean, (json, row) => json.WriteBooleanValue(read(row)));

    public static Property<TRow> Time(string name, Func<TRow, DateTimeOffset> read) =>
        new(name, EdmPrimitiveTypeKind.DateTimeOffset, (json, row) => json.WriteStringValue(read(row).UtcDateTime));

    /// <summary>A time that may be unknown.</summary>
    public static Property<TRow> Time(string name, Func<TRow, DateTimeOffset?> read) =>
        new(name, EdmPrimitiveTypeKind.DateTimeOffset, (json, row) =>
        {
            if (read(row) is { } time)
            {
                json.WriteStringValue(time.UtcDateTime);
            }
            else
            {
                json.WriteNullValue();
            }
        });

    /// <summary>Texts that are stored as they were sent (<see cref="StoredProperties"/>).</summary>
    public static IEnumerable<Property<TRow>> Stored(Func<TRow, string?> read, params IEnumerable<string> names) =>
        names.Select(name => new Property<TRow>(
            name, EdmPrimitiveTypeKind.String, (json, row) => StoredProperties.Write(json, read(row), name, isList: false)));

    /// <summary>As <see cref="Stored"/>, for a list.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="read">The column.</param>
    /// <param name="filters">What filters may ask of the list.</param>
    public static Property<TRow> StoredList(string name, Func<TRow, string?> read, params ListFilter<TRow>[] filters) =>
        new(name, EdmPrimitiveTypeKind.String, (json, row) => StoredProperties.Write(json, read(row), name, isList: true))
        {
            IsCollection = true,
            Lists = filters,
        };

    public static Property<TRow> Texts(string name, Func<TRow, IEnumerable<string>> read) => new(name, EdmPrimitiveTypeKind.String, (json, row) =>
    {
        json.WriteStartArray();
        foreach (var value in read(row))
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    })
    {
        IsCollection = true,
    };

    /// <summary>A property with parts of its own, which can be selected as a whole.</summary>
    public static Property<TRow> Complex(string name, Action<Utf8JsonWriter, TRow> write) => new(name, EdmPrimitiveTypeKind.None, write);

    /// <summary>What the cloud knows and this directory never holds: selecting it is no mistake.</summary>
    public static IEnumerable<Property<TRow>> Absent(params IEnumerable<string> names) =>
        names.Select(name => new Property<TRow>(name, EdmPrimitiveTypeKind.String, static (json, _) => json.WriteNullValue()));

    /// <summary>As <see cref="Absent"/>, for lists.</summary>
    public static IEnumerable<Property<TRow>> AbsentLists(params IEnumerable<string> names) =>
        names.Select(name => AbsentList(name));

    /// <summary>A list that the sandbox never fills.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="filters">What filters may ask of it, although they find nothing.</param>
    public static Property<TRow> AbsentList(string name, params ListFilter<TRow>[] filters) =>
        Texts(name, _ => []) with { Lists = filters };
}
