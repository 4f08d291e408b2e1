using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>One part of a message: a parameter, a header or a member of a JSON answer.</summary>
/// <param name="IsAnswer">Whether the sandbox sent it. Otherwise it received it.</param>
/// <param name="In">Where it stands, such as <c>query</c> or <c>JSON</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value: text as it is, everything else as JSON.</param>
internal sealed record MessagePart(bool IsAnswer, string In, string Name, string Value);

/// <summary>Takes an exchange apart.</summary>
internal static class MessageParts
{
    // An answer of Graph can have thousands of members. Those of the protocols have some twenty.
    private const int MostMembers = 60;

    /// <summary>The parts, in the order in which they were sent.</summary>
    public static IReadOnlyList<MessagePart> Of(WireExchange exchange) =>
    [
        .. exchange.Headers.Where(header => header.In == "request header").Select(header => Part(false, header)),
        .. exchange.Parameters.Select(parameter => Part(false, parameter)),
        .. exchange.Headers.Where(header => header.In == "response header").Select(header => Part(true, header)),
        .. exchange.Answer.Count > 0
            ? exchange.Answer.Select(parameter => Part(true, parameter))
            : LocationOf(exchange),
        .. MembersOf(exchange),
    ];

    private static MessagePart Part(bool isAnswer, WireParameter parameter) =>
        new(isAnswer, parameter.In, parameter.Name, parameter.Value);

    // A redirect between the pages of the sandbox, or to a social provider that it plays.
    private static IEnumerable<MessagePart> LocationOf(WireExchange exchange)
    {
        if (exchange.Location is not { } location
            || location.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var begin))
        {
            return [];
        }

        return from pair in QueryHelpers.ParseQuery(location[begin..].Split('#')[0])
               from value in pair.Value
               select new MessagePart(true, "query", pair.Key, value ?? "");
    }

    private static IEnumerable<MessagePart> MembersOf(WireExchange exchange)
    {
        if (exchange.Role == ProtocolRole.Graph || exchange.Body is not { } body)
        {
            return [];
        }

        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind != JsonValueKind.Object ? [] :
            [
                .. answer.EnumerateObject()
                    .Take(MostMembers)
                    .Select(member => new MessagePart(
                        true,
                        "JSON",
                        member.Name,
                        member.Value.ValueKind == JsonValueKind.String
                            ? member.Value.GetString()!
                            : member.Value.GetRawText())),
            ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A long answer is recorded in part, and half of a surrogate pair is no text.
            return [];
        }
    }
}
