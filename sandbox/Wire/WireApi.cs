using System.Globalization;
using Sandbox.Hosting;

namespace Sandbox.Wire;

/// <summary>The record for scripts and tests: who asked which endpoint, and how it answered. Parameters and bodies, which hold secrets, are left out.</summary>
public static class WireApi
{
    /// <summary>Maps <c>GET /sandbox/api/exchanges</c>. The query's <c>after</c> is the <c>id</c> of the exchange that the answer begins behind.</summary>
    public static void MapWireApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/sandbox/api/exchanges", List).AddEndpointFilter<SameOriginFilter>();

    private static IResult List(WireRecord record, string? after)
    {
        if (!long.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return Results.Problem("Give the 'id' of an exchange as 'after', or leave it out.", statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Json(record.After(id).Select(Describe));
    }

    private static object Describe(WireExchange exchange) => new
    {
        exchange.Id,
        exchange.Time,
        exchange.Milliseconds,
        exchange.Method,
        exchange.Path,
        exchange.ClientId,
        exchange.User,
        exchange.CorrelationId,
        exchange.Status,
        exchange.ErrorCode,
        exchange.Checks,
    };
}
