using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Holds one statement back until another request is through: what two requests at the same moment do by chance, on purpose. A <see cref="SandboxFactory"/>
/// takes it among its <see cref="SandboxFactory.Interceptors"/>.
/// </summary>
internal sealed class HeldStatement : DbCommandInterceptor
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _beginning;

    /// <summary>Lets <paramref name="first"/> come as far as the next statement that begins with <paramref name="beginning"/>, then all of <paramref name="second"/> happen, then the rest.</summary>
    /// <returns>What came of both.</returns>
    public async Task<(T First, T Second)> InterleaveAsync<T>(string beginning, Func<Task<T>> first, Func<Task<T>> second)
    {
        _beginning = beginning;
        var held = first();
        Assert.Same(_reached.Task, await Task.WhenAny(_reached.Task, held).WaitAsync(_patience));
        try
        {
            var between = await second().WaitAsync(_patience);
            _released.SetResult();
            return (await held, between);
        }
        finally
        {
            _released.TrySetResult();
        }
    }

    /// <inheritdoc />
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await WaitAsync(command);
        return result;
    }

    /// <inheritdoc />
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await WaitAsync(command);
        return result;
    }

    private async Task WaitAsync(DbCommand command)
    {
        if (_beginning is { } beginning && command.CommandText.StartsWith(beginning, StringComparison.Ordinal)
            && Interlocked.CompareExchange(ref _beginning, null, beginning) == beginning)
        {
            _reached.SetResult();
            await _released.Task;
        }
    }
}
