using Sandbox.Customers;

namespace Sandbox.Social;

/// <summary>A person whom a customer tenant has sent to a social provider: the client's side of the hop.</summary>
internal sealed record SocialRequest
{
    /// <summary>The SHA-256 of the <c>state</c> (RFC 6749, section 10.12), base64.</summary>
    public required string StateHash { get; init; }

    /// <summary>The SHA-256 of the browser's cookie: an answer in another browser is not this person's.</summary>
    public required byte[] BrowserHash { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The sign-in that waits for the answer.</summary>
    public required string InteractionId { get; init; }

    /// <summary>Where in the sandbox the person goes on.</summary>
    public required string ReturnPath { get; init; }

    /// <summary>When the provider answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whom the provider named; <see langword="null"/> when the person cancelled.</summary>
    public SocialIdentity? Identity { get; init; }

    /// <summary>Whether the waiting sign-in took the answer.</summary>
    public bool IsFinished { get; init; }
}
