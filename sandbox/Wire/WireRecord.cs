using Sandbox.Persistence;

namespace Sandbox.Wire;

/// <summary>The newest protocol exchanges, in memory. They hold secrets, which end with the process. A reset forgets them.</summary>
public sealed class WireRecord : IForgottenByReset
{
    private readonly Lock _lock = new();
    private readonly Queue<(WireExchange Exchange, int Size)> _exchanges = [];
    private TaskCompletionSource? _waiting;
    private long _newest;
    private long _size;

    /// <summary>Keeps an exchange. The oldest ones make room for it.</summary>
    public void Add(WireExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var size = exchange.Size;
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            (waiting, _waiting) = (_waiting, null);
            exchange.Id = ++_newest;
            _exchanges.Enqueue((exchange, size));
            _size += size;
            while (_exchanges.Count > WireLimits.Exchanges || _size > WireLimits.Memory)
            {
                _size -= _exchanges.Dequeue().Size;
            }
        }

        waiting?.SetResult();
    }

    /// <summary>Waits for exchanges.</summary>
    /// <param name="id">The ID of the newest exchange that the caller knows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Ends as soon as the newest exchange is another one.</returns>
    public async Task WaitAsync(long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_newest != id)
                {
                    return;
                }

                // The waiting request continues outside of the request that records the exchange.
                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                next = _waiting.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The ID of the newest exchange; 0 when there was none.</summary>
    public long Newest
    {
        get
        {
            lock (_lock)
            {
                return _newest;
            }
        }
    }

    /// <summary>What was kept after an exchange, oldest first.</summary>
    /// <param name="id">The exchange's <see cref="WireExchange.Id"/>; 0 for all.</param>
    public IReadOnlyList<WireExchange> After(long id)
    {
        lock (_lock)
        {
            return [.. _exchanges.Select(kept => kept.Exchange).Where(exchange => exchange.Id > id)];
        }
    }

    /// <inheritdoc />
    public void Forget()
    {
        lock (_lock)
        {
            _exchanges.Clear();
            _size = 0;
        }
    }
}
