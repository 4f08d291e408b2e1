using System.Threading.Channels;

namespace Sandbox.Wire;

/// <summary>Exchanges on their way from the requests to the database.</summary>
public sealed class WireBuffer
{
    private readonly Channel<WireExchange> _channel = Channel.CreateBounded<WireExchange>(
        new BoundedChannelOptions(WireLimits.Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The writer's end.</summary>
    public ChannelReader<WireExchange> Reader => _channel.Reader;

    /// <summary>Hands an exchange over without waiting. When the database is too far behind, or has been closed, it is dropped.</summary>
    public void Add(WireExchange exchange) => _channel.Writer.TryWrite(exchange);

    /// <summary>Nothing more is coming.</summary>
    public void Close() => _channel.Writer.TryComplete();
}
