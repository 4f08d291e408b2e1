using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>The redirect URIs of an app, which have the type <c>web</c>, <c>spa</c> or <c>publicClient</c>.</summary>
public sealed class ApplicationRedirectUriTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "Application.ReadWrite.All";
    private const string Web = "https://localhost:7777/callback";
    private const string Spa = "https://localhost:7779/";
    private const string Native = "http://localhost myapp://auth";

    [Fact]
    public async Task Redirect_URIs_of_each_type_and_the_fallback_change_apart()
    {
        var id = await CreateAsync();
        Assert.Equal(("", Spa, Native, false), await ReadAsync(id));

        await ChangeAsync(id, $$"""{ "web": { "redirectUris": ["{{Web}}"] } }""");
        Assert.Equal((Web, Spa, Native, false), await ReadAsync(id));

        await ChangeAsync(id, """{"isFallbackPublicClient":true}""");
        Assert.Equal((Web, Spa, Native, true), await ReadAsync(id));
    }

    [Fact]
    public async Task A_service_principal_lists_the_redirect_URIs_of_all_types()
    {
        var id = await CreateAsync();
        await ChangeAsync(id, $$"""{ "web": { "redirectUris": ["{{Web}}"] } }""");
        await graph.AsAdministratorAsync(Write, "POST", "/servicePrincipals", $$"""{"appId":"{{id}}"}""");

        var principal = await graph.GetAsync($"/servicePrincipals/{id}");

        Assert.Equal($"{Web} {Spa} {Native}", Join(principal.Body["replyUrls"]!));
    }

    [Fact]
    public async Task A_redirect_URI_changes_its_type_in_one_request()
    {
        var id = await CreateAsync();

        await ChangeAsync(id, $$"""
            {
              "spa": { "redirectUris": [] },
              "publicClient": { "redirectUris": ["{{Spa}}"] },
              "isFallbackPublicClient": null
            }
            """);

        Assert.Equal(("", "", Spa, false), await ReadAsync(id));
    }

    [Fact]
    public async Task A_redirect_URI_of_the_type_spa_opens_its_origin_and_takes_codes_there_without_a_secret()
    {
        // RFC 7636, appendix B.
        const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        const string Origin = "https://spa-by-graph.example";
        var id = await graph.RegisterAppAsync();
        Assert.False((await FromBrowserAsync("none")).Headers.Contains("Access-Control-Allow-Origin"));

        await ChangeAsync(id, $$"""{ "spa": { "redirectUris": ["{{Origin}}/"] } }""");
        var code = await graph.Login.GetCodeAsync(
            new SeededApp(id, Origin + "/"),
            changes: [("code_challenge", Challenge), ("code_challenge_method", "S256")]);
        var elsewhere = await graph.Login.TokenAsync(Fields(code));
        var tokens = await FromBrowserAsync(code);

        ProtocolAssert.IsError(elsewhere, HttpStatusCode.BadRequest, "invalid_request", 9002327);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(Origin, Assert.Single(tokens.Headers.GetValues("Access-Control-Allow-Origin")));
        await ChangeAsync(id, """{ "spa": { "redirectUris": [] } }""");
        Assert.False((await FromBrowserAsync("none")).Headers.Contains("Access-Control-Allow-Origin"));

        Task<TokenAnswer> FromBrowserAsync(string code) =>
            graph.Login.TokenFromBrowserAsync(Origin, SeededTenants.Contoso, Fields(code));

        (string, string)[] Fields(string code) =>
        [
            ("grant_type", "authorization_code"), ("client_id", id), ("redirect_uri", Origin + "/"),
            ("code", code), ("code_verifier", Verifier),
        ];
    }

    [Fact]
    public async Task A_redirect_URI_of_the_type_publicClient_takes_codes_without_a_secret()
    {
        const string Loopback = "http://localhost:51236";
        var id = await graph.RegisterAppAsync();
        await ChangeAsync(id, """{ "publicClient": { "redirectUris": ["http://localhost"] } }""");

        var native = await RedeemAsync(Loopback);
        var web = await RedeemAsync(Web);

        Assert.Equal(HttpStatusCode.OK, native.Status);
        ProtocolAssert.IsError(web, HttpStatusCode.Unauthorized, "invalid_client", 7000218);

        async Task<TokenAnswer> RedeemAsync(string redirectUri)
        {
            var app = new SeededApp(id, redirectUri);
            return await graph.Login.RedeemAsync(app, await graph.Login.GetCodeAsync(app), ("client_secret", ""));
        }
    }

    private async Task<string> CreateAsync()
    {
        var created = await graph.AsAdministratorAsync(Write, "POST", "/applications", $$"""
            {
              "displayName": "Native",
              "publicClient": { "redirectUris": ["http://localhost", "myapp://auth"] },
              "spa": { "redirectUris": ["{{Spa}}"] }
            }
            """);
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        return created["id"]!;
    }

    private async Task ChangeAsync(string id, string body)
    {
        var changed = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", body);
        Assert.True(changed.Status == HttpStatusCode.NoContent, changed.Body.ToString());
    }

    private async Task<(string Web, string Spa, string Native, bool IsFallback)> ReadAsync(string id)
    {
        var body = (await graph.GetAsync($"/applications/{id}")).Body;
        return (
            Join(body["web"]!["redirectUris"]!),
            Join(body["spa"]!["redirectUris"]!),
            Join(body["publicClient"]!["redirectUris"]!),
            body["isFallbackPublicClient"]!.GetValue<bool>());
    }

    private static string Join(JsonNode texts) =>
        string.Join(' ', texts.AsArray().Select(text => text!.GetValue<string>()));
}
