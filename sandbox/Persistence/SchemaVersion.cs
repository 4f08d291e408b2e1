using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Sandbox.Users;

namespace Sandbox.Persistence;

/// <summary>
/// Recognizes a database that was made for other entities. The sandbox has no migrations: its content can always be made again, so a fingerprint of the
/// schema in SQLite's <c>user_version</c> is enough.
/// </summary>
internal static class SchemaVersion
{
    /// <summary>
    /// The fingerprint of the entities. It is a constant, because each start would take twice as long if it derived the value
    /// from the model. After a change to an entity, the exception of <see cref="ScriptOf"/> names the next value.
    /// </summary>
    public const int Current = 691_133_953;

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // The script follows from the model alone, and hosts of one process share the model.
    private static readonly ConditionalWeakTable<IModel, string> _scripts = [];

    /// <summary>The SQL that creates the tables and the triggers.</summary>
    /// <exception cref="InvalidOperationException">The entities are not those of <see cref="Current"/>.</exception>
    public static string ScriptOf(SandboxDbContext db) => _scripts.GetValue(db.Model, _ =>
    {
        var script = (db.Database.GenerateCreateScript() + DirectoryTriggers.CreateScript).ReplaceLineEndings("\n");
        var fingerprint = BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(script))) | 1;
        return fingerprint == Current ? script : throw new InvalidOperationException($"An entity has changed. Set SchemaVersion.Current to {fingerprint}.");
    });

    /// <summary>What a file has: the schema of <see cref="Current"/>, nothing yet, or something else.</summary>
    public static async Task<DatabaseContent> LookAtAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return DatabaseContent.Nothing;
        }

        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
        await using var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var found = await ReadAsync(connection, cancellationToken);
            return found == Current ? DatabaseContent.Ours
                : found == 0 && await IsEmptyAsync(connection, cancellationToken) ? DatabaseContent.Nothing
                : DatabaseContent.Other;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            return DatabaseContent.Other;
        }
    }

    private static async Task<int> ReadAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<bool> IsEmptyAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) == 0;
    }
}

/// <summary>What a database file has.</summary>
internal enum DatabaseContent
{
    /// <summary>Nothing yet, or there is no file.</summary>
    Nothing,

    /// <summary>The tables of this version.</summary>
    Ours,

    /// <summary>Other tables, or no database at all.</summary>
    Other,
}
