using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>
/// Sends the request that redeemed an authorization code again, with all its parameters, as an attacker would who has
/// read it. A code is for one use (RFC 6749, section 4.1.2), so the page then shows the error.
/// </summary>
internal sealed class CodeReplay(WireRecord record, OwnClient client)
{
    // Of the recorded headers, those with which a client proves who it is, and from where it calls.
    private static readonly string[] _headers = ["Authorization", "Origin"];

    /// <summary>Whether an exchange redeemed a code.</summary>
    public static bool IsPossible(WireExchange exchange) =>
        exchange is { Role: ProtocolRole.Token, Status: StatusCodes.Status200OK }
        && exchange.Parameters.Any(parameter => parameter is { Name: "grant_type", Value: "authorization_code" });

    /// <summary>Sends the request of an exchange again.</summary>
    /// <returns>The conversation with both requests; a problem when the record no longer has the exchange.</returns>
    public async Task<IResult> SendAsync(HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var isNumber = long.TryParse(form["exchange"], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var id = isNumber ? number : 0;
        if (record.After(id - 1) is not [{ } exchange, ..] || exchange.Id != id || !IsPossible(exchange))
        {
            return Results.Problem(
                "The record has no request of this number that redeemed a code. Open the wire page again.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var correlation = Guid.NewGuid().ToString();
        var address = QueryHelpers.AddQueryString(exchange.Path, ParametersIn("query", exchange));
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(ParametersIn("form", exchange)!),
        };
        foreach (var header in exchange.Headers.Where(header => _headers.Contains(header.Name)))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        request.Headers.Add("client-request-id", correlation);
        try
        {
            using var answer = await client.SendAsync(request, context);
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            return Results.Problem(
                "The token endpoint of the sandbox did not answer. If a scenario delays it, turn off the scenario, and send the "
                    + "request again.",
                statusCode: StatusCodes.Status504GatewayTimeout);
        }

        var second = record.After(id).FirstOrDefault(each => each.CorrelationId == correlation);
        return new SeeOther($"{WirePageEndpoint.Path}?conversation={id}#m{second?.Id ?? id}");
    }

    private static IEnumerable<KeyValuePair<string, string?>> ParametersIn(string place, WireExchange exchange) =>
        exchange.Parameters
            .Where(parameter => parameter.In == place)
            .Select(parameter => KeyValuePair.Create(parameter.Name, (string?)parameter.Value));
}
