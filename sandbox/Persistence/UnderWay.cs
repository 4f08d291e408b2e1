namespace Sandbox.Persistence;

/// <summary>
/// Keeps in memory what is under way, such as the request of a person who has not signed in yet. A restart or a reset
/// forgets it, and the person starts again. What has expired stays for a day, because "expired" is a better answer than
/// "unknown". Any website can make a browser begin something, so the oldest gives way when there are too many.
/// </summary>
/// <typeparam name="T">What is kept. It does not change; a change puts another one in its place.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long each one counts.</param>
/// <param name="maxSize">How large all of them may be, in the unit of the sizes they are added with.</param>
internal sealed class UnderWay<T>(TimeProvider time, TimeSpan lifetime, long maxSize)
    where T : class
{
    private static readonly TimeSpan _grace = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byAge = [];
    private long _size;

    /// <summary>Keeps a value from now on.</summary>
    public void Add(string key, T value, int size)
    {
        lock (_lock)
        {
            _entries.Add(key, _byAge.AddLast(new Entry(key, size, time.GetUtcNow() + lifetime) { Value = value }));
            _size += size;
            while (_byAge.First is { } oldest && (_size > maxSize || oldest.Value.ExpiresAt + _grace < time.GetUtcNow()))
            {
                _byAge.RemoveFirst();
                _entries.Remove(oldest.Value.Key);
                _size -= oldest.Value.Size;
            }
        }
    }

    /// <summary>Finds a value, and whether it still counts; <see langword="null"/> when there is none.</summary>
    public (T Value, bool HasExpired)? Find(string key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out var node) ? (node.Value.Value, node.Value.ExpiresAt <= time.GetUtcNow()) : null;
        }
    }

    /// <summary>Finds the values that <paramref name="condition"/> selects, the oldest first, and whether each still counts. It looks at every value.</summary>
    public IReadOnlyList<(T Value, bool HasExpired)> FindAll(Predicate<T> condition)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return [.. _byAge.Where(entry => condition(entry.Value)).Select(entry => (entry.Value, entry.ExpiresAt <= now))];
        }
    }

    /// <summary>Replaces a value by what <paramref name="change"/> makes of the newest one. Of several changes at the same moment, none is lost.</summary>
    /// <returns>The value before and after; <see langword="null"/> when there is none.</returns>
    public (T Before, T After)? Change(string key, Func<T, T> change)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            var before = node.Value.Value;
            node.Value.Value = change(before);
            return (before, node.Value.Value);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byAge.Clear();
            _size = 0;
        }
    }

    private sealed record Entry(string Key, int Size, DateTimeOffset ExpiresAt)
    {
        public required T Value { get; set; }
    }
}
