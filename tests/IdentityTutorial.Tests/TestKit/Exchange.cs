using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>One request and its answer, as they went over the wire.</summary>
public sealed record Exchange
{
    /// <summary>The request's method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The request's absolute address.</summary>
    public required Uri Address { get; init; }

    /// <summary>The request's headers, content headers included.</summary>
    public required IReadOnlyDictionary<string, string[]> RequestHeaders { get; init; }

    /// <summary>The request's body; empty when it had none.</summary>
    public required string RequestBody { get; init; }

    /// <summary>The answer's status.</summary>
    public required HttpStatusCode Status { get; init; }

    /// <summary>The answer's headers, content headers included.</summary>
    public required IReadOnlyDictionary<string, string[]> ResponseHeaders { get; init; }

    /// <summary>The answer's body.</summary>
    public required string ResponseBody { get; init; }

    /// <summary>The parameters in the query string.</summary>
    public IReadOnlyDictionary<string, string> Query => Flat(QueryHelpers.ParseQuery(Address.Query));

    /// <summary>The fields of a URL-encoded request body.</summary>
    public IReadOnlyDictionary<string, string> Form =>
        RequestHeaders.TryGetValue("Content-Type", out var type) && type[0].StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? Flat(QueryHelpers.ParseQuery(RequestBody))
            : new Dictionary<string, string>();

    /// <summary>Where the answer redirects to, made absolute; <see langword="null"/> when it does not redirect.</summary>
    public Uri? Location => ResponseHeaders.TryGetValue("Location", out var location) ? new Uri(Address, location[0]) : null;

    /// <summary>Sends a request and keeps both sides of it, leaving the answer readable.</summary>
    internal static async Task<(Exchange Exchange, HttpResponseMessage Response)> RecordAsync(
        HttpRequestMessage request, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var requestBody = request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var requestHeaders = Flat(request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.ToArray() ?? []));
        var response = await send();
        var responseBody = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        response.Content = Unread(responseBody, response.Content.Headers);
        var exchange = new Exchange
        {
            Method = request.Method,
            Address = request.RequestUri!,
            RequestHeaders = requestHeaders,
            RequestBody = requestBody,
            Status = response.StatusCode,
            ResponseHeaders = Flat(response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)),
            ResponseBody = Encoding.UTF8.GetString(responseBody),
        };
        FailureReportAttribute.Add(exchange, TestContext.Current.Test);
        return (exchange, response);
    }

    // As it came from the network, so that HttpClient still applies its limits to it.
    private static StreamContent Unread(byte[] body, HttpContentHeaders headers)
    {
        var content = new StreamContent(new MemoryStream(body));
        foreach (var (name, values) in headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        return content;
    }

    private static Dictionary<string, string[]> Flat(IEnumerable<KeyValuePair<string, HeaderStringValues>> headers) =>
        headers.ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> Flat(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
