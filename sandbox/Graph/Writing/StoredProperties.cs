using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Graph.Writing;

/// <summary>
/// Properties of a directory object that the sandbox stores and answers but never acts upon. They share one column, a JSON
/// object, which stays empty for most objects.
/// </summary>
internal static class StoredProperties
{
    /// <summary>The column with another value of a property; <see langword="null"/> when nothing is left in it.</summary>
    /// <param name="stored">The column.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The value; JSON's null removes the property.</param>
    public static string? Set(string? stored, string name, JsonElement value)
    {
        var all = stored is null ? [] : JsonNode.Parse(stored)!.AsObject();
        all.Remove(name);
        if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            all.Add(name, JsonNode.Parse(value.GetRawText()));
        }

        return all.Count == 0 ? null : all.ToJsonString();
    }

    /// <summary>Writes the value of a property, or else null or an empty list.</summary>
    public static void Write(Utf8JsonWriter json, string? stored, string name, bool isList)
    {
        if (Find(stored, name) is { } value)
        {
            value.WriteTo(json);
        }
        else if (isList)
        {
            json.WriteStartArray();
            json.WriteEndArray();
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The value of a property, if there is one.</summary>
    public static JsonElement? Find(string? stored, string name)
    {
        if (stored is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(stored);
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }
}
