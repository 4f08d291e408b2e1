using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres;
using Npgsql;

namespace IdentityTutorial.Measure.SharedCacheHit;

/// <summary>A token cache in PostgreSQL with one entry a person, as chapter 3-1 has it.</summary>
internal sealed class PeopleTable : IAsyncDisposable
{
    private static readonly DistributedCacheEntryOptions _lifetime = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(14) };

    private readonly Random _random = new(2026);
    private readonly NpgsqlDataSource _database;
    private readonly string _name;
    private readonly int _people;
    private readonly byte[] _entry;
    private readonly PostgresCache _cache;

    private PeopleTable(NpgsqlDataSource database, string name, int people, int bytes)
    {
        (_database, _name, _people, _entry) = (database, name, people, new byte[bytes]);
        _random.NextBytes(_entry); // encrypted bytes do not compress either
        _cache = NewCache();
    }

    /// <summary>Makes the table and everybody's entry.</summary>
    public static async Task<PeopleTable> CreateAsync(NpgsqlDataSource database, string name, int people, int bytes)
    {
        var table = new PeopleTable(database, name, people, bytes);
        await table._cache.SetAsync(Key(0), table._entry, _lifetime);
        await Parallel.ForEachAsync(Enumerable.Range(1, people - 1), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (person, cancellationToken) => await table._cache.SetAsync(Key(person), table._entry, _lifetime, cancellationToken));
        await table.RunAsync($"VACUUM ANALYZE measure.{name}");
        return table;
    }

    /// <summary>
    /// Reads everybody's entry once. The first time a connection's process of PostgreSQL sees a page of the shared buffers, the system has to map it;
    /// in a server that has run for a while that is long past.
    /// </summary>
    public async Task WarmUpAsync()
    {
        for (var person = 0; person < _people; person++)
        {
            await _cache.GetAsync(Key(person));
        }
    }

    /// <summary>Reads entries of people at random.</summary>
    /// <returns>How long each read took, in milliseconds.</returns>
    public async Task<double[]> ReadSomeAsync(int count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var key = Key(_random.Next(_people));
            var started = Stopwatch.GetTimestamp();
            var entry = await _cache.GetAsync(key);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (entry?.Length != _entry.Length)
            {
                throw new InvalidOperationException($"{_name} has no whole entry for {key}.");
            }
        }

        return times;
    }

    /// <summary>Writes entries of people who were not there before, which live for a moment.</summary>
    /// <returns>How long each write took, in milliseconds.</returns>
    public async Task<double[]> WriteSomeAsync(int count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await _cache.SetAsync($"guest{i}", _entry, _lifetime);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await _cache.RemoveAsync($"guest{i}");
        }

        return times;
    }

    /// <summary>How many bytes of the database a person takes, index included.</summary>
    public async Task<long> BytesEachAsync() => await AskAsync($"SELECT pg_total_relation_size('measure.{_name}') / {_people}");

    /// <summary>How many entries there are, expired ones included.</summary>
    public Task<long> CountAsync() => AskAsync($"SELECT COUNT(*) FROM measure.{_name}");

    /// <summary>Lets the time of every entry be over.</summary>
    public Task ExpireAsync() => RunAsync($"UPDATE measure.{_name} SET expiresattime = now() - interval '1 minute', absoluteexpiration = now() - interval '1 minute'");

    /// <summary>Does what starts the removal: an access by an app that has not removed anything lately.</summary>
    public async Task StartRemovalAsync()
    {
        await using var cache = NewCache();
        await cache.GetAsync("nobody");
    }

    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    private static string Key(int person) => $"{person:x8}-0000-4000-8000-000000000000.f883241c-3907-4c64-b25d-29a884a930b1";

    private PostgresCache NewCache() => new(new PostgresCacheOptions { DataSource = _database, SchemaName = "measure", TableName = _name, CreateIfNotExists = true, UseWAL = true });

    private async Task RunAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
