using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace IdentityTutorial.Measure.Load;

/// <summary>The answer of a token endpoint.</summary>
internal static class TokenAnswer
{
    /// <summary>Sends a token request and checks what comes back.</summary>
    /// <param name="http">The connections.</param>
    /// <param name="client">The app that asks.</param>
    /// <param name="request">The parameters of the request.</param>
    /// <param name="nonce">The nonce that the ID token has to have, or null when no user signs in.</param>
    /// <returns>How many tokens of the answer are signed. An opaque access token is not.</returns>
    /// <exception cref="InvalidOperationException">A token is missing, or has another nonce.</exception>
    public static async Task<int> RequestAsync(HttpClient http, Client client, HttpContent request, string? nonce)
    {
        using var answer = await SendAsync(http, client, request);
        var tokens = answer.RootElement;
        var signed = IsSigned(Token(client, tokens, "access_token")) ? 1 : 0;
        if (nonce is not null)
        {
            var idToken = Token(client, tokens, "id_token");
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(idToken.Split('.')[1]));
            if (claims.RootElement.GetProperty("nonce").GetString() != nonce)
            {
                throw new InvalidOperationException($"The ID token of {client.Server} has another nonce.");
            }

            signed += IsSigned(idToken) ? 1 : 0;
        }

        return signed;
    }

    /// <summary>Gets an access token of the app itself.</summary>
    public static async Task<string> AccessTokenAsync(HttpClient http, Client client, HttpContent request)
    {
        using var answer = await SendAsync(http, client, request);
        return Token(client, answer.RootElement, "access_token");
    }

    private static string Token(Client client, JsonElement tokens, string name)
    {
        if (tokens.TryGetProperty(name, out var token) && token.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        throw new InvalidOperationException($"The answer of {client.Server} has no {name}: {tokens}");
    }

    private static async Task<JsonDocument> SendAsync(HttpClient http, Client client, HttpContent request)
    {
        using var response = await http.PostAsync(client.TokenEndpoint, request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{client.TokenEndpoint} answered {(int)response.StatusCode}: {body}");
        }

        return JsonDocument.Parse(body);
    }

    // A signed token has a header, claims and a signature (RFC 7515, section 7.1), and its algorithm is not "none".
    private static bool IsSigned(string token)
    {
        if (token.Split('.') is not [var header, _, { Length: > 0 }])
        {
            return false;
        }

        using var read = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
        return read.RootElement.GetProperty("alg").GetString() is not (null or "none");
    }
}
