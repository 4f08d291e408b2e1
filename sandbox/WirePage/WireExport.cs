using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>Writes a conversation for other programs.</summary>
internal static partial class WireExport
{
    private const string Hidden = "(hidden)";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>All that is recorded.</summary>
    public static string ToJson(Conversation conversation, bool withSecrets) => JsonSerializer.Serialize(new
    {
        conversation.Subject,
        conversation.ClientId,
        conversation.User,
        Messages = conversation.Exchanges.Select((exchange, index) => new
        {
            Number = index + 1,
            exchange.Id,
            exchange.Time,
            exchange.Milliseconds,
            exchange.Method,
            exchange.Path,
            exchange.Status,
            exchange.CorrelationId,
            exchange.ErrorCode,
            exchange.Checks,
            Arrows = MessageText.ArrowsOf(exchange)
                .Select(arrow => new { From = $"{arrow.From}", To = $"{arrow.To}", arrow.Text }),
            Parts = MessageParts.Of(exchange)
                .Select(part => new { part.IsAnswer, part.In, part.Name, Value = ValueOf(part, withSecrets) }),
            Body = exchange.Role == ProtocolRole.Graph ? BodyOf(exchange, withSecrets) : null,
        }),
    }, _json);

    /// <summary>HTTP Archive 1.2, which the developer tools of browsers read.</summary>
    public static byte[] ToHar(Conversation conversation, bool withSecrets, string address) =>
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            Log = new
            {
                Version = "1.2",
                Creator = new { Name = "Identity sandbox", Version = "1" },
                Entries = conversation.Exchanges.Select(exchange => EntryOf(exchange, withSecrets, address)),
            },
        }, _json);

    /// <summary>A sequence diagram in the language of Mermaid.</summary>
    public static string ToMermaid(Conversation conversation)
    {
        var text = new StringBuilder("sequenceDiagram\n");
        foreach (var lane in Enum.GetValues<Lane>())
        {
            text.Append(CultureInfo.InvariantCulture, $"    participant {lane}\n");
        }

        foreach (var arrow in conversation.Exchanges.SelectMany(MessageText.ArrowsOf))
        {
            var line = arrow.IsInferred ? "-->>" : "->>";
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {arrow.From}{line}{arrow.To}: {Special().Replace(arrow.Text, " ")}\n");
        }

        return text.ToString();
    }

    private static object EntryOf(WireExchange exchange, bool withSecrets, string address)
    {
        var parts = MessageParts.Of(exchange);
        var query = Pairs(part => !part.IsAnswer && part.In == "query");
        var form = Pairs(part => !part.IsAnswer && part.In == "form");
        var body = exchange.Body is null ? ""
            : exchange.Role == ProtocolRole.Graph ? BodyOf(exchange, withSecrets)!
            : JsonSerializer.Serialize(
                Pairs(part => part.In == "JSON").ToDictionary(pair => pair.Name, pair => pair.Value));
        return new
        {
            StartedDateTime = exchange.Time,
            Time = exchange.Milliseconds,
            Request = new
            {
                exchange.Method,
                Url = QueryHelpers.AddQueryString(
                    address + exchange.Path, query.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))),
                HttpVersion = "HTTP/1.1",
                Cookies = Array.Empty<object>(),
                Headers = Pairs(part => part.In == "request header"),
                QueryString = query,
                PostData = form.Count == 0
                    ? null
                    : new { MimeType = "application/x-www-form-urlencoded", Params = form },
                HeadersSize = -1,
                BodySize = -1,
            },
            Response = new
            {
                exchange.Status,
                StatusText = ReasonPhrases.GetReasonPhrase(exchange.Status),
                HttpVersion = "HTTP/1.1",
                Cookies = Array.Empty<object>(),
                Headers = Pairs(part => part.In == "response header"),
                Content =
                    new { Size = body.Length, MimeType = body.Length == 0 ? "" : "application/json", Text = body },
                RedirectURL = withSecrets ? exchange.Location ?? "" : WithoutQuery(exchange.Location ?? ""),
                HeadersSize = -1,
                BodySize = -1,
            },
            Cache = new { },
            Timings = new { Send = 0, Wait = exchange.Milliseconds, Receive = 0 },
        };

        List<Pair> Pairs(Func<MessagePart, bool> choose) =>
            [.. parts.Where(choose).Select(part => new Pair(part.Name, ValueOf(part, withSecrets)))];
    }

    private static string? BodyOf(WireExchange exchange, bool withSecrets) =>
        withSecrets || exchange.Body is not { } body ? exchange.Body : HandedOn.WithoutSecrets(body);

    private static string ValueOf(MessagePart part, bool withSecrets) => true switch
    {
        _ when withSecrets => part.Value,
        _ when HandedOn.IsSecret(part.Name) => Hidden,
        // The answer to the app stands in it, with the code.
        _ when part.Name == "Location" => WithoutQuery(part.Value),
        _ => part.Value,
    };

    private static string WithoutQuery(string location) => location.Split('?', '#')[0];

    // A line break ends a message, and Mermaid reads these as its own.
    [GeneratedRegex(@"[\r\n;#<>]+")]
    private static partial Regex Special();

    private sealed record Pair(string Name, string Value);
}
