using System.Security.Cryptography;
using System.Text.Json;

namespace Sandbox.Seed;

/// <summary>Reads <c>seed.json</c> and checks it before anything is changed.</summary>
public sealed class SeedReader
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

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        var folder = Path.GetDirectoryName(path)!;
        var file = Parse(bytes);
        SeedCheck.Check(file, folder);
        return new SeedContent(file, Convert.ToHexString(SHA256.HashData(bytes)), folder);
    }

    private static SeedFile Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<SeedFile>(bytes, SeedFile.Options)
                ?? throw new SeedException("$", "the file says null. Restore it from the repository.");
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";
            throw new SeedException(exception.Path ?? "$", $"{FirstSentence(exception.Message)}{line} Correct the value; the other entries show the form.");
        }
    }

    // System.Text.Json appends path and position to its message; the place is told in our own way.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
