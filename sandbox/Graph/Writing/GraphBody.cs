using System.Text.Json;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.Writing;

/// <summary>Reads the JSON object in a request's body.</summary>
internal static class GraphBody
{
    /// <summary>Reads the object.</summary>
    /// <exception cref="GraphException">The body is no JSON object, or has text that is no text.</exception>
    public static async Task<JsonElement> ReadAsync(GraphCall call)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(call.Http.Request.Body, cancellationToken: call.Aborted);
            Check(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw GraphErrors.NotJson();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw GraphErrors.NotJson();
        }
    }

    /// <summary>A list of texts that an action takes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="name">The name of the list.</param>
    /// <param name="most">The most entries that the action accepts.</param>
    /// <exception cref="GraphException">There is no such list, or it is too long.</exception>
    public static IReadOnlyList<string> Texts(JsonElement body, string name, int most)
    {
        if (Find(body, name) is not { ValueKind: JsonValueKind.Array } list
            || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw GraphErrors.DirectoryBadRequest($"The parameter '{name}' must be a list of strings.");
        }

        return list.GetArrayLength() <= most
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw GraphErrors.DirectoryBadRequest($"The parameter '{name}' has more than {most} entries.");
    }

    /// <summary>A list of IDs that an action takes.</summary>
    /// <inheritdoc cref="Texts"/>
    public static IReadOnlyList<Guid> Ids(JsonElement body, string name, int most) =>
    [
        .. Texts(body, name, most).Select(text => Guid.TryParse(text, out var id)
            ? id
            : throw GraphErrors.DirectoryBadRequest($"Invalid object identifier '{text}'.")),
    ];

    /// <summary>A member of an object, by its name in any case.</summary>
    public static JsonElement? Find(JsonElement body, string name)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    /// <summary>A text, by the name of its member in any case.</summary>
    /// <returns><see langword="null"/> when the member is missing or is no text.</returns>
    public static string? FindText(JsonElement body, string name) =>
        Find(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>An ID, by the name of its member in any case.</summary>
    /// <returns><see langword="null"/> when the member is missing or is no ID.</returns>
    public static Guid? FindId(JsonElement body, string name) =>
        Guid.TryParse(FindText(body, name), out var id) ? id : null;

    /// <summary>The ID of the object that a reference names (<c>@odata.id</c> or an entry of <c>…@odata.bind</c>).</summary>
    /// <param name="reference">An address such as <c>https://graph.microsoft.com/v1.0/directoryObjects/{id}</c>.</param>
    /// <exception cref="GraphException">It ends with no ID.</exception>
    public static Guid ReferencedId(string reference)
    {
        var text = reference.TrimEnd('/');
        var last = text[(text.LastIndexOf('/') + 1)..];
        var start = last.IndexOf("('", StringComparison.Ordinal);
        var key = start >= 0 && last.EndsWith("')", StringComparison.Ordinal) ? last[(start + 2)..^2] : last;
        return Guid.TryParse(key, out var id)
            ? id
            : throw GraphErrors.DirectoryBadRequest(
                "Invalid URL format specified in payload. Write it like https://graph.microsoft.com/v1.0/directoryObjects/{id}.");
    }

    /// <summary>The ID in the body of a request to a <c>$ref</c> address.</summary>
    public static async Task<Guid> ReadReferenceAsync(GraphCall call)
    {
        var body = await ReadAsync(call);
        return FindText(body, "@odata.id") is { } reference
            ? ReferencedId(reference)
            : throw GraphErrors.DirectoryBadRequest("The request body must be JSON with '@odata.id', the address of the object.");
    }

    /// <summary>Reads each text once: an escaped half of a surrogate pair is valid JSON, and no text.</summary>
    /// <exception cref="InvalidOperationException">There is such a text.</exception>
    public static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name.Length;
                    Check(property.Value);
                }

                break;
        }
    }
}
