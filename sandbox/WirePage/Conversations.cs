using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>
/// Finds out which exchanges belong together, by what the protocols hand on: the code, the tokens, and the ID of a
/// sign-in that waits. A correlation ID counts as well, because client libraries send one ID with all requests of a
/// sign-in.
/// </summary>
internal static class Conversations
{
    /// <summary>All conversations, the one with the newest exchange first.</summary>
    public static IReadOnlyList<Conversation> Of(IReadOnlyList<WireExchange> exchanges)
    {
        // Union-find: each exchange points to an older one that it belongs to, and the oldest one to itself.
        var parents = Enumerable.Range(0, exchanges.Count).ToArray();
        var firstWith = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < exchanges.Count; index++)
        {
            foreach (var key in KeysOf(exchanges[index]))
            {
                if (firstWith.TryGetValue(key, out var other))
                {
                    var (a, b) = (Root(index), Root(other));
                    parents[Math.Max(a, b)] = Math.Min(a, b);
                }
                else
                {
                    firstWith[key] = index;
                }
            }
        }

        return
        [
            .. exchanges.Select((exchange, index) => (Exchange: exchange, Root: Root(index)))
                .GroupBy(each => each.Root, each => each.Exchange)
                .Select(group => new Conversation([.. group]))
                .OrderByDescending(conversation => conversation.Exchanges[^1].Id),
        ];

        int Root(int index)
        {
            while (parents[index] != index)
            {
                index = parents[index] = parents[parents[index]];
            }

            return index;
        }
    }

    private static IEnumerable<string> KeysOf(WireExchange exchange)
    {
        // Metadata belongs to no sign-in, because an app reads it once and uses it for all its users.
        if (exchange.Role.IsForAllUsers())
        {
            return ["metadata"];
        }

        return
        [
            "correlation " + exchange.CorrelationId,
            .. exchange.InteractionId is { } interaction ? new[] { "interaction " + interaction } : [],
            .. MessageParts.Of(exchange)
                .Where(part => HandedOn.Links(part.Name))
                .Select(HandedOn.KeyOf)
                .OfType<string>()
                .Select(key => "value " + key),
        ];
    }
}
