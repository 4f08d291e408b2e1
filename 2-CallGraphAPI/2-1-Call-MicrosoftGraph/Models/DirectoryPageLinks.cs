using Microsoft.Extensions.Caching.Memory;

namespace CallMicrosoftGraph.Models;

/// <summary>
/// Remembers the links to the pages of the directory that a user has reached. Graph has no page numbers: each answer
/// links to the next page, and none to the previous one.
/// </summary>
public sealed class DirectoryPageLinks : IDisposable
{
    // The first page has no link. It is the address without one.
    private static readonly string?[] _firstPage = [null];

    // The sizes of the entries are lengths of links, so all entries together take 20 MB at most. A search that does not
    // fit, or was not used for 20 minutes, starts again at its first page.
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = 10_000_000 });

    /// <summary>Returns the links to the pages that are known, in their order.</summary>
    /// <param name="user">The object ID of the user who reads the directory.</param>
    /// <param name="search">What the user searches for; null for all users.</param>
    public IReadOnlyList<string?> Find(string user, string? search) =>
        _memory.TryGetValue((user, search), out string?[]? links) ? links! : _firstPage;

    /// <summary>Remembers the link that leads on from a page.</summary>
    /// <param name="user">The object ID of the user who reads the directory.</param>
    /// <param name="search">What the user searches for; null for all users.</param>
    /// <param name="number">The number of the page, from 1.</param>
    /// <param name="next">The link to the page after it.</param>
    public void Remember(string user, string? search, int number, string next)
    {
        string?[] links = [.. Find(user, search).Take(number), next];
        _memory.Set((user, search), links, new MemoryCacheEntryOptions
        {
            Size = links.Sum(link => link?.Length ?? 0),
            SlidingExpiration = TimeSpan.FromMinutes(20),
        });
    }

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();
}
