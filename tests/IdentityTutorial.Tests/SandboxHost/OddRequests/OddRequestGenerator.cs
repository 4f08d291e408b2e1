using FsCheck;
using FsCheck.Fluent;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>Makes requests that are right but for a few parameters or headers, which can be anything.</summary>
internal static class OddRequestGenerator
{
    private static readonly string[] _tenants =
        [SeededTenants.Contoso, "contoso.example", SeededTenants.Customers, SeededTenants.B2C, SeededTenants.B2CDomain, "common", "organizations", "consumers", "nobody"];

    private static readonly string[] _policies = [B2CFixture.Susi, B2CFixture.Edit, B2CFixture.Reset, B2CFixture.Custom, "B2C_1_nothing"];

    private static readonly string[] _entraEndpoints =
    [
        "oauth2/v2.0/authorize", "oauth2/v2.0/token", "oauth2/v2.0/logout", "oauth2/v2.0/devicecode", "v2.0/adminconsent", "v2.0/.well-known/openid-configuration",
        "discovery/v2.0/keys", "oauth2/authorize", "oauth2/token", "oauth2/logout", "oauth2/devicecode",
        ".well-known/openid-configuration", "discovery/keys", "adminconsent", "openid/userinfo",
    ];

    private static readonly string[] _policyEndpoints =
        ["oauth2/v2.0/authorize", "oauth2/v2.0/token", "oauth2/v2.0/logout", "v2.0/.well-known/openid-configuration", "discovery/v2.0/keys"];

    private static readonly string[] _otherEndpoints =
    [
        "/common/discovery/instance", "/common/userrealm", "/common/userrealm/x", "/oidc/userinfo", "/error",
        "/msi/token", "/", "/devicelogin", "/devicelogin/x", "/signin/x", "/consent/x", "/invitation/x", "/redeem",
        "/b2c/x/signin",
        "/sandbox/api/exchanges", "/sandbox/directory", "/sandbox/mail", "/sandbox/registration", "/sandbox/token",
        "/sandbox/wire", "/sandbox/wire/export", "/sandbox/connect", "/sandbox/connect/new", "/sandbox/connect/try/x",
        "/sandbox/connect/try/x/answer", "/sandbox/connect/" + SeededTenants.SignInChapter, "/sandbox/connect/x",
    ];

    private static readonly string[] _names =
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt", "max_age", "claims", "login_hint", "domain_hint", "sid", "client_info",
        "code_challenge", "code_challenge_method", "code_verifier", "id_token_hint", "logout_hint", "post_logout_redirect_uri", "grant_type", "code", "refresh_token",
        "client_secret", "client_assertion", "client_assertion_type", "assertion", "requested_token_use", "device_code", "user_code", "authorization_endpoint", "p",
        "resource", "api-version", "to", "after", "ui_locales", "all", "q", "show", "pick", "with", "token", "other", "keys", "api", "permission", "asked", "spa_redirect_uri",
        "username", "password", "newPassword", "user", "ticket",
        "tenant", "kind", "new", "name", "redirectUris", "userFlow",
        "conversation", "correlation", "format", "secrets", "skip", "app", "failures", "action", "value",
    ];

    private static readonly string[] _options =
        ["$select", "$top", "$skip", "$skiptoken", "$filter", "$orderby", "$search", "$count", "$expand", "$format", "filter", "$nothing"];

    private static readonly string[] _resources =
    [
        "/me", "/me/manager", "/me/memberOf", "/me/transitiveMemberOf", "/me/messages", "/me/photo/$value", "/me/photos/48x48/$value", "/me/nothing", "/users", "/users/$count",
        "/users/" + SeededTenants.Bob, "/users/x/manager", "/groups", "/groups/x", "/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members", "/organization", "/applications",
        "/servicePrincipals", "/oauth2PermissionGrants", "/users/delta", "/groups/delta", "/me/directReports", "/me/appRoleAssignments",
        "/directory/deletedItems/microsoft.graph.user", "/users(userPrincipalName='x')", "/groups/x/owners", "/domains", "/directoryObjects/x",
    ];

    private static readonly string[] _grantTypes =
    [
        "authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "password", "urn:ietf:params:oauth:grant-type:device_code",
        "device_code",
    ];

    private static readonly string[] _traps =
    [
        "", " ", "\0", "\r\nX: y", "%", "%00", "\uFFFD", "\uD83D\uDE00", "\uD800", "\u202E", "é", "null", "true", "-1", "0", "1e999", "9223372036854775808", "NaN", "[]", "{}", "{",
        "\"", "'", "\\", "/", "//", "..", "a b", "https://", "https://localhost:99999/", "https://[::1", "http:///x", "javascript:alert(1)", "mailto:a@b", "api://", "/.default",
        "openid", "code id_token token", "form_post", "e30.e30.e30", "..", "eyJhbGciOiJub25lIn0.e30.", "O.", "O.AA", "O.!!!!", "AAAA", "====", "@", "a@", "@b", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "00000000-0000-0000-0000-000000000000", "{\"access_token\":{\"acrs\":7}}", "{\"id_token\":null}", "{\"access_token\":{\"xms_cc\":{\"values\":[{}]}}}",
    ];

    private static readonly string[] _queryWords =
    [
        "displayName", "mail", "id", "accountEnabled", "receivedDateTime", "manager", "nothing", "eq", "ne", "gt", "le", "and", "or", "not", "in", "has", "asc", "desc", ",", "(", ")", "()",
        "('a','b')", "startswith(displayName,'a')", "endswith(mail,'b')", "contains(subject,'c')", "any(x:x eq 'a')", "'a'", "''", "'%'", "null", "true", "7", "-1", "1.5", "NaN", "$it",
        "2020-01-01T00:00:00Z", "99999999999999999999", "duration'P1D'", "\"displayName:a\"", "\"a\"", "\"displayName:\"", "AND", "OR", "NOT", "*", "/", "@x", "manager($select=id)",
        "day(receivedDateTime)", "id,displayName", "add", "-", "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01",
    ];

    private static readonly string[] _hosts =
        ["localhost:7443", "localhost", "127.0.0.1", "[::1]:1", "a b", "[::1", "localhost:99999", "localhost:x", ":", "localhost:", "evil.example", "localhost@x", "é"];

    private static readonly Gen<string> _anyText = ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? "");

    private static readonly Gen<string> _text = Gen.Frequency(
        (4, Gen.Elements(_traps)), (3, _anyText), (2, Repeated(Gen.Elements(_traps))), (1, Joined(Gen.Elements(_traps), "")), (1, Gen.Elements(_names)));

    private static readonly Gen<string> _query = Gen.Frequency(
        (5, Joined(Gen.Elements(_queryWords), " ")), (2, Repeated(Gen.Elements(_queryWords))), (2, Grown()), (2, _text));

    /// <summary>Requests to Entra ID's endpoints and to pages.</summary>
    public static Arbitrary<OddRequest> EntraId { get; } = From(Gen.Frequency(
        (6, from tenant in Usually(Gen.Elements(_tenants)) from endpoint in Gen.Elements(_entraEndpoints) select $"/{tenant}/{endpoint}"),
        (1, Gen.Elements(_otherEndpoints))), [SeededApp.SignIn, SeededApp.MultiTenant, SeededApp.Public, SeededApp.Certificate, SeededApp.TasksApi]);

    /// <summary>Requests to the policies of B2C.</summary>
    public static Arbitrary<OddRequest> B2C { get; } = From(
        from prefix in Gen.Elements("", "/tfp")
        from tenant in Usually(Gen.Elements(SeededTenants.B2C, SeededTenants.B2CDomain))
        from policy in Usually(Gen.Elements(_policies))
        from endpoint in Gen.Elements(_policyEndpoints)
        select $"{prefix}/{tenant}/{policy}/{endpoint}", [B2CFixture.Chapter, B2CFixture.Second]);

    /// <summary>Queries of Graph.</summary>
    /// <param name="accessToken">A token that Graph accepts.</param>
    public static Arbitrary<OddRequest> Graph(string accessToken) => Arb.From(
        from resource in Usually(Gen.Elements(_resources))
        from count in Gen.Choose(0, 4)
        from options in Pairs(Gen.Elements(_options), _query, count)
        from headers in Headers(Gen.Elements("ConsistencyLevel", "Accept", "Prefer", "client-request-id", "Host"))
        from isEventual in Gen.Elements(true, false)
        select new OddRequest(
            "GET", "/v1.0" + (resource.StartsWith('/') ? resource : "/users/" + resource), options,
            [("Authorization", "Bearer " + accessToken), .. isEventual ? [("ConsistencyLevel", "eventual")] : Array.Empty<(string, string)>(), .. headers]),
        request => request.Shrink());

    private static Arbitrary<OddRequest> From(Gen<string> paths, SeededApp[] apps) => Arb.From(
        from path in paths
        from method in Gen.Frequency((4, Gen.Constant("GET")), (4, Gen.Constant("POST")), (1, Gen.Elements("HEAD", "PUT", "OPTIONS")))
        from app in Gen.Elements(apps)
        from grantType in Gen.Elements(_grantTypes)
        from count in Gen.Choose(0, 4)
        from changes in Pairs(Usually(Gen.Elements(_names)), _text, count)
        from headers in Headers(Gen.Elements("Host", "Authorization", "Cookie", "Origin", "Accept", "Accept-Language", "Content-Type", "client-request-id", "Referer"))
        from repeats in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new OddRequest(method, path, Right(app, grantType, changes, repeats), headers), request => request.Shrink());

    /// <summary>The parameters of a request that is right, with some changed, or there twice.</summary>
    private static List<(string Name, string Value)> Right(SeededApp app, string grantType, IReadOnlyList<(string Name, string Value)> changes, bool repeats)
    {
        (string Name, string Value)[] right =
        [
            ("client_id", app.ClientId), ("redirect_uri", app.RedirectUri), ("response_type", "code"), ("scope", "openid offline_access"), ("state", "s"), ("nonce", "n"),
            ("grant_type", grantType), ("client_secret", SeededApp.Secret), ("code", "1.unknown"), ("refresh_token", "1.unknown"), ("device_code", "1.unknown"),
            ("assertion", "e30.e30.e30"), ("requested_token_use", "on_behalf_of"),
        ];
        return [.. right.Where(pair => repeats || !changes.Any(change => change.Name == pair.Name)), .. changes];
    }

    /// <summary>Nine times of ten what is expected, and otherwise anything.</summary>
    private static Gen<string> Usually(Gen<string> expected) => Gen.Frequency((9, expected), (1, _text.Select(text => text.Replace("/", "", StringComparison.Ordinal))));

    private static Gen<string> Repeated(Gen<string> texts) => from text in texts from times in Gen.Choose(2, 1200) select Cut(string.Concat(Enumerable.Repeat(text + " ", times)));

    /// <summary>A query that is right, and longer or deeper than anybody writes.</summary>
    private static Gen<string> Grown() =>
        from shape in Gen.Elements(
            ("\"displayName:", "a ", "\""), ("id in ('a'", ",'a'", ")"), ("accountEnabled eq true", " or id eq 'a'", ""), ("", "not ", "accountEnabled eq true"),
            ("\"displayName:a\"", " AND \"displayName:a\"", ""), ("id", ",id", ""))
        from times in Gen.Choose(1, 1500)
        select $"{shape.Item1}{string.Concat(Enumerable.Repeat(shape.Item2, times))}{shape.Item3}";

    private static Gen<string> Joined(Gen<string> texts, string separator) => from parts in Gen.ListOf(texts) select Cut(string.Join(separator, parts));

    /// <summary>No longer than a server lets a request line be.</summary>
    private static string Cut(string text) => text.Length > 8000 ? text[..8000] : text;

    private static Gen<List<(string Name, string Value)>> Pairs(Gen<string> names, Gen<string> values, int count) =>
        Gen.ListOf(from name in names from value in values select (name, value), count).Select(pairs => pairs.ToList());

    /// <summary>Headers as a server hands them on: without control characters.</summary>
    private static Gen<List<(string Name, string Value)>> Headers(Gen<string> names) =>
        from count in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
        from pairs in Gen.ListOf(
            from name in names
            from value in name == "Host" ? Gen.Elements(_hosts) : Gen.Frequency((1, _text), (1, Gen.Elements("Basic Og==", "Basic !", "Bearer e30.e30.e30", "Bearer", "text/html", "eventual")))
            select (name, string.Concat(value.Where(character => !char.IsControl(character) && !char.IsSurrogate(character)))),
            count)
        select pairs.DistinctBy(pair => pair.Item1).ToList();
}
