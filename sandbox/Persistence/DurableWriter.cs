using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Sandbox.Persistence;

/// <summary>
/// The only one that writes to the database while the sandbox answers requests. SQLite takes one writer at a time, and
/// every commit costs; so changes that wait at the same moment are committed together. A change counts when its task has
/// ended, and is kept from then on, also when the process is killed.
/// </summary>
public sealed class DurableWriter : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private readonly IDbContextFactory<SandboxDbContext> _contexts;
    private readonly Channel<Change> _waiting = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    /// <summary>Starts to wait for changes.</summary>
    /// <param name="contexts">Opens the database.</param>
    public DurableWriter(IDbContextFactory<SandboxDbContext> contexts)
    {
        _contexts = contexts;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Writes in a transaction that other changes may share.</summary>
    /// <param name="change">Changes rows; what it adds to the context is saved. When it fails, nothing of it is kept, and nothing of the others is lost.</param>
    /// <returns>Ends when the change is committed. Its exception is that of the change or of the commit.</returns>
    public Task WriteAsync(Func<SandboxDbContext, Task> change) => WriteAsync(async db =>
    {
        await change(db);
        return true;
    });

    /// <inheritdoc cref="WriteAsync(Func{SandboxDbContext, Task})"/>
    /// <returns>What <paramref name="change"/> returns. It may read what it decides by: nobody else writes meanwhile.</returns>
    public Task<T> WriteAsync<T>(Func<SandboxDbContext, Task<T>> change) => Enqueue(new Change<T>(isAlone: false, change));

    /// <summary>Writes in a transaction of its own: the change begins it, and may leave it without a commit.</summary>
    /// <returns>What <paramref name="change"/> returns.</returns>
    public Task<T> WriteAloneAsync<T>(Func<SandboxDbContext, Task<T>> change) => Enqueue(new Change<T>(isAlone: true, change));

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private Task<T> Enqueue<T>(Change<T> change)
    {
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(change), this);
        return change.Task;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<Change>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MostAtOnce && _waiting.Reader.TryRead(out var change))
            {
                if (change.IsAlone)
                {
                    // In the order of arrival: what waits before it is committed first.
                    await WriteGroupAsync(group);
                    await change.RunAloneAsync(_contexts);
                }
                else
                {
                    group.Add(change);
                }
            }

            await WriteGroupAsync(group);
        }
    }

    private async Task WriteGroupAsync(List<Change> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            await CommitAsync(group);
        }
#pragma warning disable CA1031 // Each failure belongs to the caller of its change, whatever it is.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            await SeparateAsync(group, problem);
        }

        group.Clear();
    }

    /// <summary>Finds out which of a group fails, and lets the others through.</summary>
    private async Task SeparateAsync(List<Change> group, Exception problem)
    {
        if (group is [var only])
        {
            only.Fail(problem);
            return;
        }

        foreach (var change in group)
        {
            try
            {
                await CommitAsync([change]);
            }
#pragma warning disable CA1031 // As above.
            catch (Exception own)
#pragma warning restore CA1031
            {
                change.Fail(own);
            }
        }
    }

    private async Task CommitAsync(List<Change> group)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var change in group)
        {
            await change.ApplyAsync(db);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
        group.ForEach(change => change.Succeed());
    }

    private abstract class Change(bool isAlone)
    {
        public bool IsAlone { get; } = isAlone;

        public abstract Task ApplyAsync(SandboxDbContext db);

        public abstract void Succeed();

        public abstract void Fail(Exception problem);

        public async Task RunAloneAsync(IDbContextFactory<SandboxDbContext> contexts)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync();
                await ApplyAsync(db);
                Succeed();
            }
#pragma warning disable CA1031 // The failure belongs to the caller.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                Fail(problem);
            }
        }
    }

    private sealed class Change<T>(bool isAlone, Func<SandboxDbContext, Task<T>> change) : Change(isAlone)
    {
        // The caller's work goes on elsewhere, and not in the writer's loop.
        private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _outcome.Task;

        public override async Task ApplyAsync(SandboxDbContext db) => _result = await change(db);

        public override void Succeed() => _outcome.TrySetResult(_result!);

        public override void Fail(Exception problem) => _outcome.TrySetException(problem);
    }
}
