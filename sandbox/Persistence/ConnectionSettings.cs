using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sandbox.Persistence;

/// <summary>Settings that SQLite keeps per connection: wait for a lock instead of failing, and leave syncing to the write-ahead log.</summary>
internal sealed class ConnectionSettings : DbConnectionInterceptor
{
    internal const string Commands = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Commands;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Commands;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
