using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// The statements that reach the sandbox's database, without their values: how much work an answer takes, where measuring time would depend on the machine. A
/// <see cref="SandboxFactory"/> takes it among its <see cref="SandboxFactory.Interceptors"/>.
/// </summary>
internal sealed class StatementLog : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _statements = new();

    /// <summary>The statements so far that <paramref name="concern"/> selects, oldest first, which are then forgotten with all others.</summary>
    public IReadOnlyList<string> Take(Func<string, bool> concern)
    {
        List<string> taken = [];
        while (_statements.TryDequeue(out var statement))
        {
            taken.Add(statement);
        }

        return [.. taken.Where(concern)];
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _statements.Enqueue(command.CommandText);
        return new(result);
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _statements.Enqueue(command.CommandText);
        return new(result);
    }
}
