using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>Exchanges that belong together, such as those of one sign-in.</summary>
/// <param name="Exchanges">The exchanges, oldest first. There is at least one.</param>
internal sealed record Conversation(IReadOnlyList<WireExchange> Exchanges)
{
    /// <summary>Names the conversation in addresses: the ID of its first exchange.</summary>
    public long Id => Exchanges[0].Id;

    /// <summary>When its newest message arrived.</summary>
    public DateTimeOffset NewestTime => Exchanges[^1].Time;

    /// <summary>The client ID of the app that takes part, once an endpoint knew it.</summary>
    public string? ClientId => Exchanges.Select(exchange => exchange.ClientId).FirstOrDefault(id => id is not null);

    /// <summary>The user who takes part, once an endpoint knew the user.</summary>
    public string? User => Exchanges.Select(exchange => exchange.User).LastOrDefault(user => user is not null);

    /// <summary>The name of the newest error; <see langword="null"/> when there was none.</summary>
    public string? Failure => Exchanges.Select(FailureOf).LastOrDefault(name => name is not null);

    /// <summary>What it is about, in a few words.</summary>
    public string Subject => true switch
    {
        _ when Has(ProtocolRole.Authorize) && Has(ProtocolRole.AdminConsent) => "Sign-in and admin consent",
        _ when Has(ProtocolRole.Authorize) && IsWithoutPage => "Sign-in without a page",
        _ when Has(ProtocolRole.Authorize) => "Sign-in",
        _ when Has(ProtocolRole.AdminConsent) => "Admin consent",
        _ when Has(ProtocolRole.DeviceCode) => "Sign-in on a device",
        _ when Has(ProtocolRole.Logout) => "Sign-out",
        _ when Has(ProtocolRole.Token) => "Tokens",
        _ when Exchanges.All(exchange => exchange.Role.IsForAllUsers()) => "Metadata and signing keys",
        _ when Exchanges[0].Role == ProtocolRole.Graph => "Calls to Microsoft Graph",
        _ => "Other requests",
    };

    /// <summary>The name of the error that ended an exchange; <see langword="null"/> when it went well.</summary>
    public static string? FailureOf(WireExchange exchange) =>
        exchange.Error is { } error ? error.Name
        : exchange.Status >= StatusCodes.Status400BadRequest ? $"HTTP {exchange.Status}"
        : null;

    // The session of an earlier sign-in was enough, so the browser went straight back to the app.
    private bool IsWithoutPage =>
        Exchanges.All(exchange => exchange.InteractionId is null) && Exchanges.Any(exchange => exchange.Answer.Count > 0)
        && Failure is null;

    private bool Has(ProtocolRole role) => Exchanges.Any(exchange => exchange.Role == role);
}
