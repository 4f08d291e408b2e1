using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Sandbox.Persistence;

/// <summary>
/// Recognizes a database that was made for other entities. The sandbox has no migrations: its content can always be made again, so a fingerprint of the
/// schema in SQLite's <c>user_version</c> is enough.
/// </summary>
internal static class SchemaVersion
{
    // The script follows from the model alone and takes longer to write than everything else of a start.
    private static readonly ConditionalWeakTable<IModel, string> _scripts = [];

    /// <summary>The SQL that creates the tables.</summary>
    public static string ScriptOf(SandboxDbContext db) => _scripts.GetValue(db.Model, _ => db.Database.GenerateCreateScript());

    /// <summary>The fingerprint of the current entities; never 0, which is what an empty database says.</summary>
    public static int Of(SandboxDbContext db) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(ScriptOf(db)))) | 1;

    /// <summary>Whether <paramref name="file"/> is absent, empty, or has the schema <paramref name="expected"/>.</summary>
    public static async Task<bool> FitsAsync(string file, int expected, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return true;
        }

        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
        await using var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var found = await ReadAsync(connection, cancellationToken);
            return found == expected || (found == 0 && await IsEmptyAsync(connection, cancellationToken));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            return false;
        }
    }

    /// <summary>The fingerprint in an open database.</summary>
    public static async Task<int> ReadAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private static async Task<bool> IsEmptyAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) == 0;
    }
}
