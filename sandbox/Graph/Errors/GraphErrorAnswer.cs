using System.Globalization;
using System.Text.Json;
using Sandbox.Graph.OData;
using Sandbox.Protocol.Errors;

namespace Sandbox.Graph.Errors;

/// <summary>Writes an error in Graph's form.</summary>
internal static class GraphErrorAnswer
{
    /// <summary>The answer's own id, which the <c>request-id</c> header carries as well.</summary>
    public const string RequestId = "request-id";

    /// <summary>The client's id for the request, echoed.</summary>
    public const string ClientRequestId = "client-request-id";

    public static async Task WriteAsync(HttpContext context, GraphError error, TimeProvider time)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        if (error.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        await using var json = new Utf8JsonWriter(response.Body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        if (error.Detail is { } detail)
        {
            json.WriteStartArray("details");
            json.WriteStartObject();
            json.WriteString("code", detail.Code);
            json.WriteString("target", detail.Target);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartObject("innerError");
        json.WriteString("date", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString(RequestId, response.Headers[RequestId].ToString());
        json.WriteString(ClientRequestId, Correlation.IdOf(context));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
