namespace Sandbox.Wire;

/// <summary>How much the recorder takes and keeps.</summary>
public static class WireLimits
{
    /// <summary>The newest exchanges that are kept.</summary>
    public const int Exchanges = 2_000;

    /// <summary>Bytes of memory, about, that all of them take; then there are fewer.</summary>
    public const int Memory = 24 * 1024 * 1024;

    /// <summary>Bytes of an answer's body that are kept.</summary>
    public const int Body = 64 * 1024;

    /// <summary>Characters of one parameter that are kept.</summary>
    public const int Value = 16 * 1024;

    /// <summary>Characters of the ID and of the address of one request in a batch that are kept. A batch has 20 at most.</summary>
    public const int BatchedRequest = 1024;

    /// <summary>Parameters of one request that are kept.</summary>
    public const int Parameters = 100;

    /// <summary>Characters of all parameters of one request that are kept.</summary>
    public const int Request = 64 * 1024;

    /// <summary>Bytes of a request's body that a protocol endpoint takes at all.</summary>
    public const int RequestBody = 1024 * 1024;
}
