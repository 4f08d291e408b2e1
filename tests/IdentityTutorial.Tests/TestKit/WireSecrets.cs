using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Net.Http.Headers;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Finds in recorded exchanges what must never reach a log: tokens, codes, secrets, verifiers, passwords and cookie values.</summary>
public static partial class WireSecrets
{
    private static readonly HashSet<string> _secretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "assertion", "client_assertion", "client_secret", "code", "code_verifier", "id_token", "id_token_hint",
        "newPassword", "password", "refresh_token", "__RequestVerificationToken",
    };

    // Shorter values (the correlation cookie's "N", a tried-out "x") occur in any log by chance.
    private const int ShortestSecret = 8;

    /// <summary>Every secret value in <paramref name="exchanges"/>, once each; of a JWT also its payload and signature alone.</summary>
    public static IReadOnlySet<string> In(params IEnumerable<Exchange> exchanges) =>
        exchanges.SelectMany(Of).SelectMany(WithParts).Where(value => value.Length >= ShortestSecret).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Of(Exchange exchange) =>
    [
        .. Named(exchange.Query),
        .. Named(exchange.Form),
        .. exchange.Location is { } location ? Named(Pairs(location.Query).Concat(Pairs(location.Fragment))) : [],
        .. exchange.ResponseBody.StartsWith('{') ? Json(exchange.ResponseBody) : HiddenFields(exchange.ResponseBody),
        .. Authorization(exchange),
        .. SetCookies(exchange),
    ];

    private static IEnumerable<string> Named(IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs.Where(pair => _secretNames.Contains(pair.Key)).Select(pair => pair.Value);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string queryOrFragment) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(queryOrFragment.TrimStart('#')).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));

    private static IEnumerable<string> Json(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return [.. Named(document.RootElement.EnumerateObject()
                .Where(property => property.Value.ValueKind == JsonValueKind.String)
                .Select(property => KeyValuePair.Create(property.Name, property.Value.GetString()!)))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> HiddenFields(string body) => body.Contains("<input", StringComparison.OrdinalIgnoreCase)
        ? Named(new HtmlParser().ParseDocument(body).QuerySelectorAll("input[type=hidden][name]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? "")))
        : [];

    private static IEnumerable<string> Authorization(Exchange exchange) =>
        exchange.RequestHeaders.TryGetValue("Authorization", out var values) ? values.Select(value => value[(value.IndexOf(' ') + 1)..]) : [];

    private static IEnumerable<string> SetCookies(Exchange exchange) =>
        exchange.ResponseHeaders.TryGetValue("Set-Cookie", out var values) ? values.Select(value => SetCookieHeaderValue.Parse(value).Value.ToString()) : [];

    private static IEnumerable<string> WithParts(string value) => Jwt().Match(value) is { Success: true } jwt
        ? [value, jwt.Groups["payload"].Value, jwt.Groups["signature"].Value]
        : [value];

    [GeneratedRegex(@"^[\w-]+\.(?<payload>[\w-]+)\.(?<signature>[\w-]*)$")]
    private static partial Regex Jwt();
}
