using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.ExternalId;

/// <summary>What a page shows that proves an e-mail address by a code: first the address is asked for, then the code and everything else.</summary>
internal sealed record CodePage
{
    public required string Application { get; init; }

    /// <summary>The waiting request.</summary>
    public required string Id { get; init; }

    /// <summary>The address: typed so far, or, once a code was sent, the one that it went to.</summary>
    public string? Email { get; init; }

    /// <summary>Whether a code was sent to the address.</summary>
    public bool CodeSent { get; init; }

    /// <summary>What was typed about the person.</summary>
    public CustomerProfile Profile { get; init; } = new("", null, null, null, null);

    public ErrorReport? Error { get; init; }

    /// <summary>Whether it is the code that was not accepted.</summary>
    public bool IsCodeRefused => Error?.Error.Code == ExternalIdErrors.CodeRefused;

    /// <summary>Where the code can be read.</summary>
    public string MailboxAddress => "/sandbox/mail?to=" + Uri.EscapeDataString(Email ?? "");

    /// <summary>What a form says about a person.</summary>
    public static CustomerProfile ReadProfile(RequestParameters form) =>
        new(form["displayName"] ?? "", form["givenName"], form["surname"], form["city"], form["country"]);
}
