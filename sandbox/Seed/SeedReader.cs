using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sandbox.Seed;

/// <summary>Reads <c>seed.json</c> and checks it before anything is changed.</summary>
public sealed partial class SeedReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="SeedException">The file is missing, is not JSON, has an unknown property, or contradicts itself.</exception>
    public async Task<SeedContent> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new SeedException("$", $"there is no file {path}. Restore it from the repository, or name another one in the setting Sandbox:Seed.");
        }

        var bytes = await ReadBytesAsync(path, cancellationToken);
        var folder = Path.GetDirectoryName(path)!;
        var file = Parse(bytes);
        SeedCheck.Check(file, folder);
        return new SeedContent(file, FingerprintOf(bytes), folder);
    }

    /// <summary>The hash by which a database remembers the file that it was filled from.</summary>
    /// <param name="content">The bytes of the file.</param>
    public static string FingerprintOf(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    private static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedException("$", $"the file {path} cannot be read ({exception.Message.TrimEnd('.')}). "
                + "Let the sandbox read it, or name another one in the setting Sandbox:Seed.");
        }
    }

    private static SeedFile Parse(byte[] bytes)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SeedFile>(bytes, SeedFile.Options)
                ?? throw new SeedException("$", "the file says null. Restore it from the repository.");
            RejectNullItems(JsonSerializer.Deserialize<JsonElement>(bytes, SeedFile.Options), "$");
            return file;
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
            throw new SeedException(exception.Path ?? "$", $"{Describe(exception)}{line}. The other entries show the form.");
        }
    }

    // The serializer checks nullable annotations of properties, and not those of the items of a list.
    private static void RejectNullItems(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                RejectNullItems(property.Value, $"{place}.{property.Name}");
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in element.EnumerateArray().Index())
            {
                if (item.ValueKind == JsonValueKind.Null)
                {
                    throw new SeedException($"{place}[{index}]", "the value is null; give it one. The other entries show the form.");
                }

                RejectNullItems(item, $"{place}[{index}]");
            }
        }
    }

    // The messages of System.Text.Json name .NET types, which mean nothing to somebody who edits a file.
    private static string Describe(JsonException exception) => exception.Message switch
    {
        var text when text.Contains("could not be mapped", StringComparison.Ordinal) => "there is no setting of this name here; correct it or take it out",
        var text when text.Contains("could not be converted", StringComparison.Ordinal) => "the value is not of the kind that belongs here; correct it",
        var text when text.Contains("null values", StringComparison.Ordinal) => "the value is null; give it one",
        var text when MissingNames().Match(text) is { Success: true } missing => $"something is missing: {missing.Groups["names"].Value.Replace('\'', '"')}; add it",
        var text when text.IndexOf(" Path:", StringComparison.Ordinal) is var end and > 0 => text[..end].TrimEnd('.'),
        var text => text.TrimEnd('.'),
    };

    [GeneratedRegex("including: (?<names>'[^.]+)\\.")]
    private static partial Regex MissingNames();
}
