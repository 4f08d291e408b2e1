using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>Reads the lists in the body of an app registration, and their entries.</summary>
internal static class PartReader
{
    // As in the cloud, where it is the limit of all lists of a registration together.
    private const int Most = 1200;

    /// <summary>A list of objects.</summary>
    /// <exception cref="GraphException">The value is no such list, or the list is too long.</exception>
    public static List<JsonElement> ReadList(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            throw GraphErrors.InvalidValue(name, "it must be a list of objects.");
        }

        return value.GetArrayLength() <= Most
            ? [.. value.EnumerateArray()]
            : throw GraphErrors.InvalidValue(name, $"it has more than {Most} entries.");
    }

    /// <summary>A list of IDs; null is an empty one.</summary>
    /// <exception cref="GraphException">The value is no such list, or the list is too long.</exception>
    public static List<Guid> ReadIds(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Most)
        {
            throw GraphErrors.InvalidValue(name, $"it must be a list of at most {Most} GUIDs.");
        }

        return
        [
            .. value.EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.String && item.TryGetGuid(out var id)
                    ? id
                    : throw GraphErrors.InvalidValue(name, "each entry must be a GUID."))
                .Distinct(),
        ];
    }

    /// <summary>An ID of an entry.</summary>
    /// <param name="item">The entry.</param>
    /// <param name="name">The name of the list, for the error.</param>
    /// <param name="member">The name of the member that is the ID.</param>
    /// <exception cref="GraphException">There is no such member, or it is no GUID.</exception>
    public static Guid ReadId(JsonElement item, string name, string member = "id") =>
        GraphBody.FindId(item, member) ?? throw GraphErrors.InvalidValue(name, $"'{member}' must be a GUID.");

    /// <summary>Whether apps can ask for the permission, which is so unless the entry says otherwise.</summary>
    /// <exception cref="GraphException">The member <c>isEnabled</c> is no Boolean.</exception>
    public static bool ReadEnabled(JsonElement item) =>
        GraphBody.Find(item, "isEnabled") is not { } value || WritableProperties<AppRole>.ReadFlag("isEnabled", value);

    /// <summary>A text of 1 to 1,024 characters.</summary>
    /// <returns><see langword="null"/> when there is no such text.</returns>
    public static string? FindText(JsonElement item, string name) =>
        GraphBody.FindText(item, name) is { Length: > 0 and <= 1024 } text ? text : null;
}
