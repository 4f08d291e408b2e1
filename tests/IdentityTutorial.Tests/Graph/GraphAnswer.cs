using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Graph;

/// <summary>An answer of Graph.</summary>
public sealed record GraphAnswer(HttpStatusCode Status, byte[] Content, JsonObject Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string? this[string member] => Body[member]?.GetValue<string>();

    public IReadOnlyList<JsonObject> Value => [.. Body["value"]!.AsArray().Select(item => item!.AsObject())];

    public string? NextLink => this["@odata.nextLink"];

    /// <summary>The value of one member of every resource.</summary>
    public IReadOnlyList<string?> All(string member) => [.. Value.Select(item => item[member]?.GetValue<string>())];

    public static async Task<GraphAnswer> ReadAsync(HttpResponseMessage response)
    {
        var content = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new GraphAnswer(response.StatusCode, content, isJson ? JsonNode.Parse(content)!.AsObject() : [], response.Headers, response.Content.Headers);
    }
}
