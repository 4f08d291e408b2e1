using Sandbox.Persistence;

namespace IdentityTutorial.Tests.SandboxHost.Persistence;

/// <summary>Rows in memory, when a change is committed right before or after another one.</summary>
public sealed class RecentRowsTests : IDisposable
{
    private const string Outdated = "as it was";
    private const string Current = "as it is now";

    private readonly RecentRows<int, string> _rows = new(capacity: 10);

    public void Dispose() => _rows.Dispose();

    [Fact]
    public async Task What_was_written_is_kept()
    {
        await _rows.PutAsync(1, Outdated, () => Task.CompletedTask);

        Assert.Equal(Outdated, await ReadAsync());
    }

    [Theory]
    [InlineData("forget all")]
    [InlineData("forget")]
    [InlineData("change")]
    public async Task What_was_changed_after_its_commit_and_before_it_was_kept_is_read_anew(string change)
    {
        await _rows.PutAsync(1, Outdated, () => ChangeAsync(change));

        Assert.Equal(Current, await ReadAsync());
    }

    [Theory]
    [InlineData("forget all")]
    [InlineData("forget")]
    [InlineData("change")]
    public async Task What_was_changed_while_it_was_read_is_read_anew(string change)
    {
        await _rows.GetAsync(1, async () =>
        {
            await ChangeAsync(change);
            return Outdated;
        });

        Assert.Equal(Current, await ReadAsync());
    }

    /// <summary>Another request says that the row has changed, which is not kept yet.</summary>
    private Task ChangeAsync(string change)
    {
        switch (change)
        {
            case "forget all":
                _rows.ForgetAll();
                break;
            case "forget":
                _rows.Forget(1);
                break;
            default:
                _rows.Change(1, _ => Current);
                break;
        }

        return Task.CompletedTask;
    }

    private ValueTask<string?> ReadAsync() => _rows.GetAsync(1, () => Task.FromResult<string?>(Current));
}
