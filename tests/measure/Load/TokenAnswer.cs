using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace IdentityTutorial.Measure.Load;

/// <summary>The answer of a token endpoint.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">The refresh token, or null when the answer has none.</param>
/// <param name="SignedTokens">How many tokens are signed. An opaque access token is not.</param>
internal sealed record TokenAnswer(string AccessToken, string? RefreshToken, int SignedTokens)
{
    /// <summary>Exchanges the authorization code of a sign-in for tokens, and checks them.</summary>
    /// <param name="http">The connections.</param>
    /// <param name="client">The app that the user signs in to.</param>
    /// <param name="request">The authorization request.</param>
    /// <param name="page">The last answer to the browser, which has to lead back to the app.</param>
    /// <exception cref="InvalidOperationException">The browser is still at the provider, or a check fails.</exception>
    public static async Task<TokenAnswer> RedeemAsync(
        HttpClient http, Client client, AuthorizationRequest request, Page page)
    {
        if (page.RedirectsTo is not { } redirect)
        {
            throw page.Unexpected("This sign-in should show no further page");
        }

        using var tokenRequest = request.TokenRequest(redirect);
        return await RequestAsync(http, client, tokenRequest, request.Nonce);
    }

    /// <summary>Sends a token request and checks what comes back.</summary>
    /// <param name="http">The connections.</param>
    /// <param name="client">The app that asks.</param>
    /// <param name="request">The parameters of the request.</param>
    /// <param name="nonce">The nonce that the ID token has to have, or null when no user signs in.</param>
    /// <exception cref="InvalidOperationException">A token is missing, or has another nonce.</exception>
    public static async Task<TokenAnswer> RequestAsync(
        HttpClient http, Client client, HttpContent request, string? nonce)
    {
        using var answer = await SendAsync(http, client, request);
        var tokens = answer.RootElement;
        var accessToken = Token(client, tokens, "access_token");
        var signed = IsSigned(accessToken) ? 1 : 0;
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

        var refreshToken = tokens.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null;
        return new(accessToken, refreshToken, signed);
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
