using System.Data.Common;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sandbox.Persistence;
using Sandbox.Users;

namespace IdentityTutorial.Tests.SandboxHost.Persistence;

/// <summary>The writer of the database, when several changes come at the same moment.</summary>
public sealed class DurableWriterTests : IAsyncDisposable
{
    private readonly CommitCount _commits = new();
    private readonly EntraIdFixture _fixture;

    public DurableWriterTests() => _fixture = new(new SandboxFactory { Interceptors = [_commits] });

    private DurableWriter Writer => _fixture.Service<DurableWriter>();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_change_that_fails_takes_nothing_of_the_others_along_and_leaves_nothing_of_its_own()
    {
        var (busy, go) = Occupy();
        var first = Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Alice, "Alice Anew"));
        var failing = Writer.WriteAsync(async db =>
        {
            await RenameAsync(db, SeededTenants.Bob, "Bob Anew");
            throw new InvalidOperationException("broken");
        });
        var last = Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Carol, "Carol Anew"));
        go.SetResult();

        await Task.WhenAll(busy, first, last);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => failing);

        Assert.Equal("broken", problem.Message);
        await _fixture.ReadAsync(async db => Assert.Equal(
            ["Alice Anew", "Bob Baker", "Carol Anew"],
            await db.Set<User>().Where(user => user.UserPrincipalName == SeededTenants.Alice || user.UserPrincipalName == SeededTenants.Bob || user.UserPrincipalName == SeededTenants.Carol)
                .OrderBy(user => user.UserPrincipalName).Select(user => user.DisplayName).ToListAsync(EntraIdFixture.Token)));
    }

    [Fact]
    public async Task A_change_whose_commit_fails_has_failed()
    {
        var failing = Writer.WriteAsync(async db =>
        {
            // SQLite looks at the foreign keys only when it commits.
            await db.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys = ON", EntraIdFixture.Token);
            await db.Set<User>().Where(user => user.UserPrincipalName == SeededTenants.Alice)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.TenantId, Guid.NewGuid()), EntraIdFixture.Token);
        });

        await Assert.ThrowsAsync<SqliteException>(() => failing);
        await Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Bob, "Bob Anew"));
        await _fixture.ReadAsync(async db => Assert.Equal("Bob Anew", await NameAsync(db, SeededTenants.Bob)));
    }

    [Fact]
    public async Task Changes_that_wait_at_the_same_moment_are_one_commit()
    {
        var (busy, go) = Occupy(out var begun);
        await begun;
        var before = _commits.Count;
        var waiting = Enumerable.Range(0, 10)
            .Select(number => Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Alice, $"Alice {number}")))
            .ToList();
        go.SetResult();

        await Task.WhenAll([busy, .. waiting]);

        // One of the change that kept the writer busy, and one of all that waited.
        Assert.Equal(before + 2, _commits.Count);
        await _fixture.ReadAsync(async db => Assert.Equal("Alice 9", await NameAsync(db, SeededTenants.Alice)));
    }

    [Fact]
    public async Task A_change_sees_what_was_written_before_it_also_in_the_same_moment()
    {
        var (busy, go) = Occupy();
        var write = Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Alice, "Alice Anew"));
        var alone = Writer.WriteAloneAsync(db => NameAsync(db, SeededTenants.Alice));
        var together = Writer.WriteAsync(db => NameAsync(db, SeededTenants.Alice));
        go.SetResult();

        await Task.WhenAll(busy, write);
        Assert.Equal(("Alice Anew", "Alice Anew"), (await alone, await together));
    }

    [Fact]
    public async Task What_waits_is_written_before_the_end_and_nothing_after_it()
    {
        var (busy, go) = Occupy();
        var waiting = Writer.WriteAsync(db => RenameAsync(db, SeededTenants.Alice, "Alice Anew"));
        var end = Writer.DisposeAsync();
        go.SetResult();

        await Task.WhenAll(busy, waiting, end.AsTask());
        await _fixture.ReadAsync(async db => Assert.Equal("Alice Anew", await NameAsync(db, SeededTenants.Alice)));
        Assert.Throws<ObjectDisposedException>(() => { _ = Writer.WriteAsync(db => NameAsync(db, SeededTenants.Alice)); });
    }

    /// <summary>Keeps the writer busy, so that what comes next waits together.</summary>
    private (Task Busy, TaskCompletionSource Go) Occupy() => Occupy(out _);

    /// <inheritdoc cref="Occupy()"/>
    /// <param name="begun">Ends when the writer is busy, so that what comes next is in no group with the change.</param>
    private (Task Busy, TaskCompletionSource Go) Occupy(out Task begun)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        begun = start.Task;
        var busy = Writer.WriteAsync(_ =>
        {
            start.TrySetResult();
            return go.Task;
        });
        return (busy, go);
    }

    private static async Task RenameAsync(SandboxDbContext db, string name, string displayName) =>
        (await db.Set<User>().SingleAsync(user => user.UserPrincipalName == name)).DisplayName = displayName;

    private static Task<string> NameAsync(SandboxDbContext db, string name) =>
        db.Set<User>().Where(user => user.UserPrincipalName == name).Select(user => user.DisplayName).SingleAsync();

    private sealed class CommitCount : DbTransactionInterceptor
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }
    }
}
