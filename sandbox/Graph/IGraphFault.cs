namespace Sandbox.Graph;

/// <summary>Decides which requests to Graph fail on purpose. It is asked about every request: a <c>$batch</c> and each request inside it.</summary>
public interface IGraphFault
{
    /// <summary>The failure that this request meets, or <see langword="null"/> for none.</summary>
    GraphFault? Strike(HttpRequest request);
}

/// <summary>A failure of Graph as a whole.</summary>
/// <param name="Kind">What kind of failure.</param>
/// <param name="RetryAfter">When the client should try again; throttling always says so, one second unless given.</param>
public sealed record GraphFault(GraphFaultKind Kind, TimeSpan? RetryAfter = null);

/// <summary>A kind of failure.</summary>
public enum GraphFaultKind
{
    /// <summary>429: too many requests.</summary>
    Throttled,

    /// <summary>503: the service is down.</summary>
    Unavailable,
}

/// <summary>Graph as it is when nothing is wrong.</summary>
internal sealed class NoGraphFault : IGraphFault
{
    public GraphFault? Strike(HttpRequest request) => null;
}
