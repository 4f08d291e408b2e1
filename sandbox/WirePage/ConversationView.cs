using System.Globalization;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.TokenPage;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>A conversation as the page shows it.</summary>
internal sealed record ConversationView(Conversation Conversation, IReadOnlyList<MessageView> Messages)
{
    // An app that polls or lists can send thousands of requests with one token.
    private const int Most = 150;

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        // The page encodes what it shows.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How many messages at the beginning are not shown, because there are too many.</summary>
    public int Hidden => Conversation.Exchanges.Count - Messages.Count;

    /// <summary>Prepares a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="shown">The <see cref="PartView.Key"/> of the secret to show.</param>
    /// <param name="tokens">Reads the tokens in it.</param>
    public static ConversationView Of(Conversation conversation, string shown, TokenReader tokens)
    {
        var skipped = Math.Max(0, conversation.Exchanges.Count - Most);
        var messages = conversation.Exchanges.Skip(skipped)
            .Select((exchange, index) =>
                (Number: skipped + index + 1, Exchange: exchange, Parts: MessageParts.Of(exchange)))
            .ToList();
        var places = messages
            .SelectMany(message =>
                message.Parts.SelectMany(part => PlacesOf(message.Number, message.Exchange.Id, part, tokens)))
            .ToLookup(place => place.Key, place => place.Place, StringComparer.Ordinal);
        return new ConversationView(conversation,
        [
            .. messages.Select(message => new MessageView(message.Number, message.Exchange)
            {
                Parts =
                    [.. message.Parts.Select((part, index) => PartOf(message.Number, message.Exchange, part, index))],
            }),
        ]);

        PartView PartOf(int number, WireExchange exchange, MessagePart part, int index)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{exchange.Id}.{index}");
            var isSecret = HandedOn.IsSecret(part.Name);
            var token = isSecret && HandedOn.TokenOf(part) is { } text ? tokens.TryDescribe(text) : null;
            return new PartView(key, part)
            {
                IsHidden = isSecret && key != shown,
                Value = part.Name.Equals("Location", StringComparison.OrdinalIgnoreCase)
                    ? part.Value.Split('?', '#')[0]
                    : part.Value,
                Token = token,
                Elsewhere = HandedOn.Tracks(part.Name) && HandedOn.KeyOf(part) is { } value
                    ? ReferencesOf(number, part, places[value])
                    : [],
            };
        }
    }

    /// <summary>
    /// The body of an answer of Microsoft Graph, in lines; <see langword="null"/> where there is none to show.
    /// </summary>
    public static string? BodyOf(WireExchange exchange)
    {
        if (exchange.Role != ProtocolRole.Graph || exchange.Body is not { } sent)
        {
            return null;
        }

        var body = HandedOn.WithoutSecrets(sent);

        try
        {
            return JsonSerializer.Serialize(JsonElement.Parse(body), _readable);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return body;
        }
    }

    private static IReadOnlyList<Reference> ReferencesOf(int number, MessagePart part, IEnumerable<Place> places)
    {
        var others = places.Where(place => (place.Number, place.Name) != (number, part.Name)).ToList();
        // A request that is repeated has the value of the first one, but does not get it from there.
        var source = others.Find(place =>
            place.Number < number && (place.Name, place.IsAnswer) != (part.Name, part.IsAnswer));
        return
        [
            .. others.DistinctBy(place => (place.Number, place.Name)).Select(place => new Reference(
                place,
                (place.Number, place.Name) == (source?.Number, source?.Name) ? "From"
                    : place.Number > number ? "Again in"
                    : "Also in")),
        ];
    }

    private static IEnumerable<(string Key, Place Place)> PlacesOf(
        int number, long id, MessagePart part, TokenReader tokens)
    {
        if (HandedOn.Tracks(part.Name) && HandedOn.KeyOf(part) is { } key)
        {
            yield return (key, new Place(number, id, part.Name, part.IsAnswer));
        }

        // The nonce travels inside of the ID token.
        if (part.Name == "id_token"
            && tokens.TryDescribe(part.Value)?.Claims.FirstOrDefault(claim => claim.Name == "nonce") is { } nonce)
        {
            yield return (nonce.Value, new Place(number, id, "nonce in the ID token", part.IsAnswer));
        }
    }
}

/// <summary>One exchange as the page shows it.</summary>
/// <param name="Number">Its number in the conversation, from 1.</param>
/// <param name="Exchange">The exchange.</param>
internal sealed record MessageView(int Number, WireExchange Exchange)
{
    /// <summary>What was sent, in order.</summary>
    public required IReadOnlyList<PartView> Parts { get; init; }

    /// <summary>The arrows of the diagram.</summary>
    public IReadOnlyList<Arrow> Arrows { get; } = MessageText.ArrowsOf(Exchange);

    /// <summary>The time as the page writes it.</summary>
    public string Time => Exchange.Time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>How long the answer took, as the page writes it.</summary>
    public string Duration => Exchange.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms";
}

/// <summary>One part of a message as the page shows it.</summary>
/// <param name="Key">Names the part in an address.</param>
/// <param name="Part">The part.</param>
internal sealed record PartView(string Key, MessagePart Part)
{
    /// <summary>Whether the value is a secret that was not asked for.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The value to show.</summary>
    public required string Value { get; init; }

    /// <summary>The claims, where the value is a JSON Web Token.</summary>
    public TokenDescription? Token { get; init; }

    /// <summary>Where else in the conversation the value is.</summary>
    public IReadOnlyList<Reference> Elsewhere { get; init; } = [];
}

/// <summary>A place of a value that is handed on.</summary>
/// <param name="Number">The number of the message.</param>
/// <param name="Id">The ID of its exchange.</param>
/// <param name="Name">The name that the value has there.</param>
/// <param name="IsAnswer">Whether the sandbox sent the value there. Otherwise it received it.</param>
internal sealed record Place(int Number, long Id, string Name, bool IsAnswer);

/// <summary>Another place of a value.</summary>
/// <param name="Place">The place.</param>
/// <param name="Relation">
/// How the page introduces it: <c>From</c> where the value comes from, <c>Also in</c> for an earlier repetition, and
/// <c>Again in</c> for a later message.
/// </param>
internal sealed record Reference(Place Place, string Relation);
