namespace Sandbox.Customers;

/// <summary>A code that went to a mailbox: known by its hash, used once, bound to what it was asked for.</summary>
internal sealed record VerificationCode
{
    /// <summary>The code's own id.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant that sent it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The normalised address of the mailbox.</summary>
    public required string Email { get; init; }

    /// <summary>The purpose that it was sent for.</summary>
    public required string Purpose { get; init; }

    /// <summary>The SHA-256 of id and code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether it was used.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Whether a newer code took its place.</summary>
    public bool IsReplaced { get; init; }
}
