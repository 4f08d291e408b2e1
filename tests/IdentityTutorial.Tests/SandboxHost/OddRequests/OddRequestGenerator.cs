using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>Makes requests that are right but for a few parameters or headers, which can be anything.</summary>
internal static class OddRequestGenerator
{
    private static readonly SeededApp[] _apps =
        [SeededApp.SignIn, SeededApp.MultiTenant, SeededApp.Public, SeededApp.Certificate, SeededApp.TasksApi];

    private static readonly SeededApp[] _customerApps = [B2CFixture.Chapter, B2CFixture.Second];

    private static readonly string[] _tenants =
    [
        "contoso.example", SeededTenants.Customers, SeededTenants.B2C, SeededTenants.B2CDomain, "common",
        "organizations", "consumers", "nobody",
    ];

    private static readonly string[] _policies =
        [B2CFixture.Susi, B2CFixture.Edit, B2CFixture.Reset, B2CFixture.Custom, "B2C_1_nothing"];

    private static readonly string[] _headers =
    [
        "Host", "Authorization", "Cookie", "Origin", "Accept", "Accept-Language", "Content-Type", "client-request-id",
        "Referer",
    ];

    private static readonly string[] _headersOfGraph =
        ["ConsistencyLevel", "Accept", "Prefer", "client-request-id", "Host", "Content-Type", "If-None-Match"];

    private static readonly string[] _otherHeaderValues =
        ["Basic Og==", "Basic !", "Bearer e30.e30.e30", "Bearer", "text/html", "eventual"];

    private static readonly Gen<string> _anyText = ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? "");

    private static readonly Gen<string> _text = Gen.Frequency(
        (4, Gen.Elements(OddTexts.Values)),
        (3, _anyText),
        (2, Repeated(Gen.Elements(OddTexts.Values))),
        (1, Joined(Gen.Elements(OddTexts.Values), "")),
        (1, Gen.Elements(OddTexts.Names)));

    private static readonly Gen<string> _query = Gen.Frequency(
        (5, Joined(Gen.Elements(OddTexts.QueryWords), " ")),
        (2, Repeated(Gen.Elements(OddTexts.QueryWords))),
        (2, Grown()),
        (2, _text));

    private static readonly Gen<string> _json = Gen.Frequency(
        (8, Object(depth: 3)),
        (1, _text),
        (1, from times in Gen.Choose(1, 2000) select string.Concat(Enumerable.Repeat("{\"requests\":[", times))));

    /// <summary>Requests to an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="methods">The methods to use.</param>
    /// <param name="known">The IDs, the cookies and the token that lead to the code behind them.</param>
    public static Arbitrary<OddRequest> To(
        SandboxEndpoint endpoint, IReadOnlyList<string> methods, OddRequestFixture known)
    {
        var others = from tenant in Gen.Elements(_tenants)
                     from policy in Gen.Elements(_policies)
                     select endpoint.PathWith(place => place.Split('/')[^1] switch
                     {
                         "tenant" => tenant,
                         "policy" => policy,
                         _ => known.ValueOf(endpoint, place),
                     });
        var odd = _text.Select(text => endpoint.PathWith(_ => text.Replace("/", "", StringComparison.Ordinal)));
        var paths = Gen.Frequency((6, Gen.Constant(known.PathOf(endpoint))), (3, others), (1, odd));
        var requests = from method in Gen.Elements(methods.AsEnumerable())
                       from path in paths
                       from request in endpoint.Role == "Graph"
                           ? ToGraph(method, path, known)
                           : ToOthers(method, path, endpoint, known)
                       select request;
        return Arb.From(requests, request => request.Shrink());
    }

    private static Gen<OddRequest> ToGraph(string method, string path, OddRequestFixture known) =>
        from count in Gen.Choose(0, 3)
        from options in Pairs(Gen.Elements(OddTexts.QueryOptions), _query, count)
        from json in _json
        from headers in Headers(Gen.Elements(_headersOfGraph))
        from isEventual in Gen.Elements(true, false)
        select new OddRequest(
            method,
            path,
            options,
            [
                ("Authorization", "Bearer " + known.GraphToken),
                .. isEventual ? [("ConsistencyLevel", "eventual")] : Array.Empty<(string, string)>(),
                .. headers,
            ],
            method is "GET" or "DELETE" ? null : json);

    private static Gen<OddRequest> ToOthers(
        string method, string path, SandboxEndpoint endpoint, OddRequestFixture known) =>
        from app in Gen.Elements(endpoint.IsOfPolicy ? _customerApps : _apps)
        from grantType in Gen.Elements(OddTexts.GrantTypes)
        from count in Gen.Choose(0, 4)
        from changes in Pairs(Usually(Gen.Elements(OddTexts.Names)), _text, count)
        from headers in Headers(Gen.Elements(_headers))
        from repeats in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new OddRequest(
            method,
            path,
            [.. Right(app, grantType, changes, repeats), .. known.FormToken],
            [known.Cookies, .. headers])
        {
            Query = OddRequestFixture.QueryOf(endpoint),
        };

    /// <summary>The parameters of a request that is right, with some changed, or there twice.</summary>
    private static List<(string Name, string Value)> Right(
        SeededApp app, string grantType, IReadOnlyList<(string Name, string Value)> changes, bool repeats)
    {
        (string Name, string Value)[] right =
        [
            ("client_id", app.ClientId), ("redirect_uri", app.RedirectUri), ("response_type", "code"),
            ("scope", "openid offline_access"), ("state", "s"), ("nonce", "n"), ("p", B2CFixture.Susi),
            ("grant_type", grantType), ("client_secret", SeededApp.Secret), ("code", "1.unknown"),
            ("refresh_token", "1.unknown"), ("device_code", "1.unknown"), ("assertion", "e30.e30.e30"),
            ("requested_token_use", "on_behalf_of"),
        ];
        return [.. right.Where(pair => repeats || !changes.Any(change => change.Name == pair.Name)), .. changes];
    }

    /// <summary>Nine times of ten what is expected, and otherwise anything.</summary>
    private static Gen<string> Usually(Gen<string> expected) => Gen.Frequency((9, expected), (1, _text));

    private static Gen<string> Repeated(Gen<string> texts) =>
        from text in texts
        from times in Gen.Choose(2, 1200)
        select Cut(string.Concat(Enumerable.Repeat(text + " ", times)));

    /// <summary>A query that is right, and longer or deeper than anybody writes.</summary>
    private static Gen<string> Grown() =>
        from shape in Gen.Elements(
            ("\"displayName:", "a ", "\""),
            ("id in ('a'", ",'a'", ")"),
            ("accountEnabled eq true", " or id eq 'a'", ""),
            ("", "not ", "accountEnabled eq true"),
            ("\"displayName:a\"", " AND \"displayName:a\"", ""),
            ("id", ",id", ""))
        from times in Gen.Choose(1, 1500)
        select $"{shape.Item1}{string.Concat(Enumerable.Repeat(shape.Item2, times))}{shape.Item3}";

    private static Gen<string> Joined(Gen<string> texts, string separator) =>
        from parts in Gen.ListOf(texts) select Cut(string.Join(separator, parts));

    /// <summary>A JSON object with properties that Graph knows, of any type.</summary>
    private static Gen<string> Object(int depth) =>
        from count in Gen.Choose(0, 6)
        from pairs in Gen.ListOf(
            from name in Gen.Elements(OddTexts.Properties)
            from value in JsonValue(depth - 1)
            select $"{JsonSerializer.Serialize(name)}:{value}",
            count)
        select $"{{{string.Join(',', pairs)}}}";

    private static Gen<string> JsonValue(int depth) => depth == 0
        ? Gen.Elements(OddTexts.JsonValues)
        : Gen.Frequency(
            (4, Gen.Elements(OddTexts.JsonValues)),
            (3, _text.Select(text => JsonSerializer.Serialize(text))),
            (1, Object(depth)),
            (1, Object(depth).Select(item => $"[{item}]")));

    /// <summary>No longer than a server lets a request line be.</summary>
    private static string Cut(string text) => text.Length > 8000 ? text[..8000] : text;

    private static Gen<List<(string Name, string Value)>> Pairs(Gen<string> names, Gen<string> values, int count) =>
        Gen.ListOf(from name in names from value in values select (name, value), count).Select(pairs => pairs.ToList());

    /// <summary>Headers as a server hands them on: without control characters.</summary>
    private static Gen<List<(string Name, string Value)>> Headers(Gen<string> names) =>
        from count in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
        from pairs in Gen.ListOf(
            from name in names
            from value in HeaderValue(name)
            select (name, string.Concat(value.Where(each => !char.IsControl(each) && !char.IsSurrogate(each)))),
            count)
        select pairs.DistinctBy(pair => pair.Item1).ToList();

    private static Gen<string> HeaderValue(string name) => name switch
    {
        "Host" => Gen.Elements(OddTexts.Hosts),
        "Content-Type" => Gen.Frequency((1, _text), (2, Gen.Elements(OddTexts.ContentTypes))),
        "Cookie" => Gen.Frequency((1, _text), (2, Gen.Elements(OddTexts.Cookies))),
        _ => Gen.Frequency((1, _text), (1, Gen.Elements(_otherHeaderValues))),
    };
}
