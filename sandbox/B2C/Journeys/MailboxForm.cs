namespace Sandbox.B2C.Journeys;

/// <summary>The form in which a mailbox is proved.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="State">How far it is.</param>
/// <param name="Typed">The address to fill in.</param>
/// <param name="IsInvalid">Whether what was typed has to be corrected.</param>
internal sealed record MailboxForm(string Action, MailboxState State, string? Typed, bool IsInvalid)
{
    /// <summary>Whether the code goes only to customers, which must not be seen by the page.</summary>
    public bool IsForCustomersOnly { get; init; }
}
