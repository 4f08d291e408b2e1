using System.Text.Json;
using Sandbox.Graph.Errors;

namespace Sandbox.Graph.Writing;

/// <summary>The properties of a type that a request may set, each with the check of its value.</summary>
/// <typeparam name="T">The entity that they are set on.</typeparam>
/// <param name="type">The name of the type, such as <c>user</c>.</param>
/// <param name="isOpen">Whether apps may give the type properties of their own; the cloud answers otherwise then.</param>
internal sealed class WritableProperties<T>(string type, bool isOpen)
{
    private readonly Dictionary<string, Action<T, JsonElement>> _setters = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readOnly = new(["id", "createdDateTime", "deletedDateTime"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A text.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="set">Stores the text.</param>
    /// <param name="most">The most characters of the text.</param>
    /// <param name="isRequired">Whether the property has to have a value.</param>
    public WritableProperties<T> Text(string name, Action<T, string?> set, int most, bool isRequired = false) =>
        Value(name, (target, value) => set(target, ReadText(name, value, most, isRequired)));

    /// <summary>A flag.</summary>
    public WritableProperties<T> Flag(string name, Action<T, bool> set) => Value(name, (target, value) => set(target, ReadFlag(name, value)));

    /// <summary>A list of texts.</summary>
    public WritableProperties<T> Texts(string name, Action<T, List<string>> set, int most) =>
        Value(name, (target, value) => set(target, ReadTexts(name, value, most)));

    /// <summary>Any value; <paramref name="set"/> checks it.</summary>
    public WritableProperties<T> Value(string name, Action<T, JsonElement> set)
    {
        _setters.Add(name, set);
        return this;
    }

    /// <summary>Properties that exist, and that no request sets.</summary>
    public WritableProperties<T> ReadOnly(params IEnumerable<string> names)
    {
        _readOnly.UnionWith(names);
        return this;
    }

    /// <summary>Checks that each member of an object can be set, before anything is read from the database.</summary>
    /// <param name="body">The object.</param>
    /// <param name="others">Members that the caller reads itself.</param>
    /// <returns>The names of the members, except annotations.</returns>
    /// <exception cref="GraphException">A member is unknown, or cannot be set.</exception>
    public IReadOnlyList<string> Check(JsonElement body, params string[] others)
    {
        var names = body.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith('@')).ToList();
        foreach (var name in names.Where(name => !_setters.ContainsKey(name) && !others.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            throw _readOnly.Contains(name) ? GraphErrors.ReadOnly(name)
                : isOpen ? GraphErrors.DirectoryBadRequest($"Invalid property '{name}'.")
                : GraphErrors.NoSuchProperty(name, type);
        }

        return names;
    }

    /// <summary>Sets what an object says.</summary>
    /// <exception cref="GraphException">A value is not allowed.</exception>
    public void Apply(T target, JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (_setters.TryGetValue(property.Name, out var set))
            {
                set(target, property.Value);
            }
        }
    }

    /// <summary>Checks that a new object has the values that it needs.</summary>
    public void Require(JsonElement body, params string[] names)
    {
        var missing = Array.Find(names, name => GraphBody.Find(body, name) is null or { ValueKind: JsonValueKind.Null });
        if (missing is not null)
        {
            throw GraphErrors.MissingValue(missing, char.ToUpperInvariant(type[0]) + type[1..]);
        }
    }

    private static string? ReadText(string name, JsonElement value, int most, bool isRequired)
    {
        if (value.ValueKind == JsonValueKind.Null && !isRequired)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw GraphErrors.InvalidValue(name, isRequired ? "it must be text." : "it must be text or null.");
        }

        var text = value.GetString()!.Trim();
        if (text.Length == 0 || text.Length > most)
        {
            throw GraphErrors.InvalidValue(name, $"it must have between 1 and {most} characters.");
        }

        return text;
    }

    /// <summary>Reads a flag.</summary>
    public static bool ReadFlag(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw GraphErrors.InvalidValue(name, "it must be true or false."),
    };

    /// <summary>Reads a list of different texts.</summary>
    public static List<string> ReadTexts(string name, JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw GraphErrors.InvalidValue(name, "it must be a list of texts.");
        }

        var texts = value.EnumerateArray().Select(item => item.GetString()!).ToList();
        return texts.Count > most ? throw GraphErrors.InvalidValue(name, $"it has more than {most} entries.")
            : texts.Distinct(StringComparer.Ordinal).Count() < texts.Count ? throw GraphErrors.InvalidValue(name, "an entry is there twice.")
            : texts;
    }
}
