using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Graph.Errors;

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

    /// <summary>Checks that a value has a kind, or is null.</summary>
    public static JsonElement Check(string name, JsonElement value, params JsonValueKind[] kinds) =>
        value.ValueKind == JsonValueKind.Null || kinds.Contains(value.ValueKind)
            ? value
            : throw GraphErrors.InvalidValue(name, "it has the wrong type.");

    /// <summary>Checks that a value is text of at most 1,024 characters, or null.</summary>
    public static JsonElement CheckText(string name, JsonElement value) =>
        value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= 1024
            ? Check(name, value, JsonValueKind.String)
            : throw GraphErrors.InvalidValue(name, "it has more than 1024 characters.");

    /// <summary>Checks that a value is a list of texts, or null.</summary>
    public static JsonElement CheckList(string name, JsonElement value) =>
        value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? Check(name, value, JsonValueKind.Array)
            : throw GraphErrors.InvalidValue(name, "it must be a list of texts.");

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
