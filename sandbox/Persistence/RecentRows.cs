using Microsoft.Extensions.Caching.Memory;

namespace Sandbox.Persistence;

/// <summary>
/// Keeps what was read from the database last, or written last, so that the next request need not read it. What it keeps
/// is shared by requests, so nobody changes it. Whoever changes a row says so here, after the commit and before the
/// answer.
/// </summary>
/// <typeparam name="TKey">What the rows are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <param name="capacity">How many are kept at most.</param>
public sealed class RecentRows<TKey, TValue>(int capacity) : IDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly MemoryCache _values = new(new MemoryCacheOptions { SizeLimit = capacity });
    private readonly Lock _lock = new();

    // Grows whenever something is changed or forgotten. What was read before that is not kept after it.
    private long _version;

    /// <summary>Finds what is kept, or else reads it.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="read">Reads it from the database; <see langword="null"/> is not kept.</param>
    /// <returns><see langword="null"/> when there is no such row.</returns>
    public async ValueTask<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (_values.TryGetValue(key, out TValue? kept))
        {
            return kept;
        }

        var version = Volatile.Read(ref _version);
        var value = await read();
        if (value is not null)
        {
            SetUnlessChanged(key, value, version);
        }

        return value;
    }

    /// <summary>Writes a new value, and keeps it.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="value">What is written.</param>
    /// <param name="write">Ends after the commit.</param>
    /// <remarks>
    /// Another change can be committed right after this one, and forget the value before it is kept here. Such a value
    /// is outdated, so it is not kept.
    /// </remarks>
    public async Task PutAsync(TKey key, TValue value, Func<Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var version = Volatile.Read(ref _version);
        await write();
        SetUnlessChanged(key, value, version);
    }

    /// <summary>Puts something else in the place of what is kept, if anything is.</summary>
    public void Change(TKey key, Func<TValue, TValue> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            _version++;
            if (_values.TryGetValue(key, out TValue? kept))
            {
                Set(key, change(kept!));
            }
        }
    }

    /// <summary>Reads rows anew the next time. Call it after the commit that changed them.</summary>
    public void Forget(params IEnumerable<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_lock)
        {
            _version++;
            foreach (var key in keys)
            {
                _values.Remove(key);
            }
        }
    }

    /// <summary>Reads every row anew the next time.</summary>
    public void ForgetAll()
    {
        lock (_lock)
        {
            _version++;
            _values.Clear();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _values.Dispose();

    private void SetUnlessChanged(TKey key, TValue value, long version)
    {
        lock (_lock)
        {
            if (_version == version)
            {
                Set(key, value);
            }
        }
    }

    private void Set(TKey key, TValue value) => _values.Set(key, value, new MemoryCacheEntryOptions { Size = 1 });
}
