using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An answer of the token endpoint.</summary>
public sealed record TokenAnswer(HttpStatusCode Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public string this[string member] => Body[member]?.GetValue<string>() ?? throw new InvalidOperationException($"The answer ({(int)Status}) has no '{member}': {Body}");

    public JsonWebToken IdToken => new(this["id_token"]);

    public JsonWebToken AccessToken => new(this["access_token"]);
}
