using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sandbox.Wire;

/// <summary>Takes a request's parameters for the record.</summary>
public static class WireParameters
{
    // Somebody may type a real password by mistake; and a verification code is between a person and a mailbox.
    private static readonly HashSet<string> _leftOut = new(["password", "newPassword", "verificationCode"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the requests of a batch stand.</summary>
    public const string Batch = "batch";

    /// <summary>The header in which Microsoft Graph names its answer.</summary>
    public const string RequestId = "request-id";

    private static readonly string[] _requestHeaders =
    [
        HeaderNames.Authorization, HeaderNames.Origin, "Sec-Fetch-Mode", "ConsistencyLevel", "client-request-id",
        "x-client-SKU", "x-client-Ver",
    ];

    private static readonly string[] _responseHeaders =
    [
        HeaderNames.Location, HeaderNames.WWWAuthenticate, HeaderNames.RetryAfter, HeaderNames.AccessControlAllowOrigin,
        HeaderNames.CacheControl, RequestId,
    ];

    /// <summary>Reads query and form.</summary>
    /// <remarks>The form is taken only where the endpoint has read it: reading it here could fail, or change how the endpoint answers.</remarks>
    public static IReadOnlyList<WireParameter> Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<WireParameter> found = [];
        var room = WireLimits.Request;
        Take("query", context.Request.Query, found, ref room);
        if (context.Features.Get<IFormFeature>()?.Form is { } form)
        {
            Take("form", form, found, ref room);
        }

        return found;
    }

    /// <summary>Takes a request that is part of a batch.</summary>
    /// <param name="id">What its answer is known by.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">The address, relative to the version of Graph, with a decoded path.</param>
    public static WireParameter OfBatch(string id, string method, string address) =>
        new(Batch, Cut($"request {id}", WireLimits.BatchedRequest), Cut($"{method} {address}", WireLimits.BatchedRequest));

    /// <summary>Takes the headers that matter to the protocols. All others, cookies among them, are left out.</summary>
    public static IReadOnlyList<WireParameter> HeadersOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<WireParameter> found = [];
        Take("request header", context.Request.Headers, _requestHeaders, found);
        Take("response header", context.Response.Headers, _responseHeaders, found);
        return found;
    }

    private static void Take(string place, IHeaderDictionary headers, string[] names, List<WireParameter> found)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValue(name, out var value))
            {
                found.Add(new WireParameter(place, name, Cut(value.ToString())));
            }
        }
    }

    private static void Take(
        string place, IEnumerable<KeyValuePair<string, StringValues>> values, List<WireParameter> found, ref int room)
    {
        foreach (var (key, all) in values)
        {
            foreach (var text in all)
            {
                var value = _leftOut.Contains(key) ? "(left out)" : Cut(text ?? "");
                var parameter = new WireParameter(place, Cut(key), value);
                room -= parameter.Name.Length + value.Length;
                if (room < 0 || found.Count == WireLimits.Parameters)
                {
                    return;
                }

                found.Add(parameter);
            }
        }
    }

    private static string Cut(string text, int limit = WireLimits.Value) =>
        text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit), "…");
}
