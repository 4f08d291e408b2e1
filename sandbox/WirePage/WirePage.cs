using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>The filter in the address of the page, which decides what the page shows.</summary>
internal sealed record WireFilter
{
    /// <summary>The client ID of an app; empty for all.</summary>
    public string App { get; init; } = "";

    /// <summary>A part of the sign-in name of a user; empty for all.</summary>
    public string User { get; init; } = "";

    /// <summary>A correlation ID; empty for all.</summary>
    public string Correlation { get; init; } = "";

    /// <summary>Whether only conversations with an error are shown.</summary>
    public bool Failures { get; init; }

    /// <summary>Whether the filter is in use.</summary>
    public bool IsSet => App.Length + User.Length + Correlation.Length > 0 || Failures;

    /// <summary>Reads the filter from the query.</summary>
    public static WireFilter Of(IQueryCollection query) => new()
    {
        App = query["app"].ToString().Trim(),
        User = query["user"].ToString().Trim(),
        Correlation = query["correlation"].ToString().Trim(),
        Failures = query["failures"] == "on",
    };

    /// <summary>Whether a conversation is shown.</summary>
    public bool Matches(Conversation conversation) =>
        (App.Length == 0 || conversation.Exchanges.Any(exchange => exchange.ClientId == App))
        && (User.Length == 0 || conversation.Exchanges.Any(exchange =>
            exchange.User?.Contains(User, StringComparison.OrdinalIgnoreCase) is true))
        && (Correlation.Length == 0 || conversation.Exchanges.Any(HasCorrelation))
        && (!Failures || conversation.Failure is not null);

    // The errors of Microsoft Graph show the ID of the answer.
    private bool HasCorrelation(WireExchange exchange) =>
        exchange.CorrelationId.Equals(Correlation, StringComparison.OrdinalIgnoreCase)
        || exchange.Headers.Any(header => header.Name == WireParameters.RequestId
            && header.Value.Equals(Correlation, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address of the page with this filter.</summary>
    /// <param name="conversation">The conversation to show; <see langword="null"/> for the newest one.</param>
    /// <param name="show">The secret to show.</param>
    public string Address(long? conversation = null, string? show = null) =>
        QueryHelpers.AddQueryString(WirePageEndpoint.Path, new Dictionary<string, string?>
        {
            ["app"] = App.Length == 0 ? null : App,
            ["user"] = User.Length == 0 ? null : User,
            ["correlation"] = Correlation.Length == 0 ? null : Correlation,
            ["failures"] = Failures ? "on" : null,
            ["conversation"] = conversation?.ToString(CultureInfo.InvariantCulture),
            ["show"] = show,
        }.Where(pair => pair.Value is not null));
}

/// <summary>What the page shows.</summary>
internal sealed record WirePageModel
{
    /// <summary>The filter.</summary>
    public required WireFilter Filter { get; init; }

    /// <summary>The newest conversations that match the filter.</summary>
    public required IReadOnlyList<Conversation> Conversations { get; init; }

    /// <summary>How many conversations match the filter.</summary>
    public required int Total { get; init; }

    /// <summary>The apps that took part in any conversation, by client ID.</summary>
    public required IReadOnlyDictionary<string, string> Apps { get; init; }

    /// <summary>The conversation that is shown whole; <see langword="null"/> when there is none.</summary>
    public ConversationView? Selected { get; init; }

    /// <summary>Whether a conversation was asked for that the record no longer has.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether the sandbox records at all.</summary>
    public required bool IsOn { get; init; }

    /// <summary>The ID of the newest exchange.</summary>
    public required long Newest { get; init; }

    /// <summary>The name of an app; its client ID where it has none.</summary>
    public string? NameOf(Conversation conversation) =>
        conversation.ClientId is { } id ? Apps.GetValueOrDefault(id, id) : null;
}
