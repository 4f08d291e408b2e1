namespace Sandbox.WirePage;

/// <summary>One arrow of the diagram.</summary>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient.</param>
/// <param name="Text">The sentence that describes the message.</param>
internal sealed record Arrow(Lane From, Lane To, string Text)
{
    /// <summary>
    /// Whether the sandbox has not received the message itself, but infers it from an earlier or later message. Such a
    /// message is between the app and the browser.
    /// </summary>
    public bool IsInferred { get; init; }
}
