using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>
/// A rehearsal with two instances for the tests of a class, started by the first test that asks and ended after the
/// last.
/// </summary>
public sealed class SharedRehearsal : IAsyncDisposable
{
    private TestDatabase? _database;
    private RehearsalStage? _stage;

    /// <summary>The rehearsal. To which instances the proxy leads is as the test before this one left it.</summary>
    public async Task<RehearsalStage> StartAsync(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
    {
        _database ??= await postgreSql.NewDatabaseAsync();
        _stage ??= await RehearsalStage.StartAsync(sandbox, _database);
        return _stage;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
