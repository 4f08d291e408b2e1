using Sandbox.Protocol.Sessions;

namespace Sandbox.Social;

/// <summary>An authorization request that waits at a pretend provider for a person: the provider's side of the hop.</summary>
internal sealed record ProviderSignIn
{
    /// <summary>The random name of the request in the page's address.</summary>
    public required string Id { get; init; }

    /// <summary>The browser that began it. No other one may answer it.</summary>
    public required BrowserMark Browser { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Where the answer goes.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The client's <c>state</c>, which goes back as it came.</summary>
    public required string State { get; init; }

    /// <summary>Whether the person answered.</summary>
    public bool IsOver { get; init; }
}

/// <summary>A pretend provider's authorization code (RFC 6749, section 4.1.2): known by its hash, used once.</summary>
internal sealed record ProviderCode
{
    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Where the code was sent; it must be redeemed with the same address.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Who the person said they are.</summary>
    public required PretendAccount Account { get; init; }

    /// <summary>Whether the code was redeemed.</summary>
    public bool IsRedeemed { get; init; }
}
