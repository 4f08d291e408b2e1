namespace Sandbox.Wire;

/// <summary>How much the recorder takes and keeps.</summary>
public static class WireLimits
{
    /// <summary>The newest exchanges that are kept.</summary>
    public const int Exchanges = 2_000;

    /// <summary>Exchanges that wait for the database; when it falls further behind, new ones are not recorded.</summary>
    public const int Waiting = 1_000;

    /// <summary>Exchanges written in one transaction.</summary>
    public const int Batch = 100;

    /// <summary>Bytes of an answer's body that are kept.</summary>
    public const int Body = 64 * 1024;

    /// <summary>Characters of one parameter that are kept.</summary>
    public const int Value = 16 * 1024;

    /// <summary>Parameters of one request that are kept.</summary>
    public const int Parameters = 100;

    /// <summary>Characters of all parameters of one request that are kept.</summary>
    public const int Request = 64 * 1024;

    /// <summary>Bytes of a request's body that a protocol endpoint takes at all.</summary>
    public const int RequestBody = 1024 * 1024;
}
