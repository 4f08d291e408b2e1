namespace Sandbox.EntraId.Device;

/// <summary>A device that waits for a person (RFC 8628): its long code and the short one that the person types, both known by their hashes.</summary>
internal sealed record DeviceCode
{
    /// <summary>The SHA-256 of the device code, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary>The SHA-256 of the user code, base64url.</summary>
    public required string UserCodeHash { get; init; }

    /// <summary>The application on the device.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The authority: a tenant's id, or one of the well-known words.</summary>
    public required string Tenant { get; init; }

    /// <summary>The scopes asked for.</summary>
    public required string Scope { get; init; }

    /// <summary>Whether the device asked the endpoint of version 1.</summary>
    public bool IsVersion1 { get; init; }

    /// <summary>The <c>claims</c> parameter, if there was one.</summary>
    public string? Claims { get; init; }

    /// <summary>When both codes stop working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the device last asked.</summary>
    public DateTimeOffset? PolledAt { get; init; }

    /// <summary>Whether the person declined.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>What the person gave, once they did.</summary>
    public Guid? GrantId { get; init; }

    /// <summary>Whether the device got its tokens.</summary>
    public bool IsRedeemed { get; init; }
}
