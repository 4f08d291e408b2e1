using System.Net;
using System.Text.Json.Nodes;

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
