using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sandbox.Wire;

/// <summary>Takes a request's parameters for the record.</summary>
public static class WireParameters
{
    // Somebody may type a real password by mistake; and a verification code is between a person and a mailbox.
    private static readonly HashSet<string> _leftOut = new(["password", "newPassword", "verificationCode"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The header in which Microsoft Graph names its answer.</summary>
    public const string RequestId = "request-id";

    private static readonly string[] _requestHeaders =
    [
        HeaderNames.Authorization, HeaderNames.Origin, "Sec-Fetch-Mode", "client-request-id", "x-client-SKU",
        "x-client-Ver",
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
        var room = WireLimits.Request;
        return
        [
            .. Pairs("query", context.Request.Query)
                .Concat(context.Features.Get<IFormFeature>()?.Form is { } form ? Pairs("form", form) : [])
                .Take(WireLimits.Parameters)
                .TakeWhile(parameter => (room -= parameter.Name.Length + parameter.Value.Length) >= 0),
        ];
    }

    /// <summary>Takes the headers that matter to the protocols. All others, cookies among them, are left out.</summary>
    public static IReadOnlyList<WireParameter> HeadersOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return
        [
            .. Headers("request header", context.Request.Headers, _requestHeaders),
            .. Headers("response header", context.Response.Headers, _responseHeaders),
        ];
    }

    private static IEnumerable<WireParameter> Headers(string place, IHeaderDictionary headers, string[] names) =>
        from name in names
        where headers.ContainsKey(name)
        select new WireParameter(place, name, Cut(headers[name].ToString()));

    private static IEnumerable<WireParameter> Pairs(string place, IEnumerable<KeyValuePair<string, StringValues>> values) =>
        from pair in values
        from value in pair.Value
        select new WireParameter(place, Cut(pair.Key), _leftOut.Contains(pair.Key) ? "(left out)" : Cut(value ?? ""));

    private static string Cut(string text) => text.Length <= WireLimits.Value ? text : string.Concat(text.AsSpan(0, WireLimits.Value), "…");
}
