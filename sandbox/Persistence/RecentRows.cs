using Microsoft.Extensions.Caching.Memory;

namespace Sandbox.Persistence;

/// <summary>
/// Keeps what was read from the database last, or written last, so that the next request need not read it. What it keeps is
/// shared by requests, so nobody changes it. Whoever changes a row says so here, after the commit and before the answer.
/// </summary>
/// <param name="capacity">How many are kept at most.</param>
internal sealed class RecentRows<TKey, TValue>(int capacity) : IDisposable
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
    public async ValueTask<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
    {
        if (_values.TryGetValue(key, out TValue? kept))
        {
            return kept;
        }

        var version = Volatile.Read(ref _version);
        var value = await read();
        lock (_lock)
        {
            if (value is not null && _version == version)
            {
                Set(key, value);
            }
        }

        return value;
    }

    /// <summary>Keeps what has just been committed.</summary>
    public void Put(TKey key, TValue value)
    {
        lock (_lock)
        {
            Set(key, value);
        }
    }

    /// <summary>Puts something else in the place of what is kept, if anything is.</summary>
    public void Change(TKey key, Func<TValue, TValue> change)
    {
        lock (_lock)
        {
            _version++;
            if (_values.TryGetValue(key, out TValue? kept))
            {
                Set(key, change(kept!));
            }
        }
    }

    public void Forget(params IEnumerable<TKey> keys)
    {
        lock (_lock)
        {
            _version++;
            foreach (var key in keys)
            {
                _values.Remove(key);
            }
        }
    }

    public void ForgetAll()
    {
        lock (_lock)
        {
            _version++;
            _values.Clear();
        }
    }

    public void Dispose() => _values.Dispose();

    private void Set(TKey key, TValue value) => _values.Set(key, value, new MemoryCacheEntryOptions { Size = 1 });
}
