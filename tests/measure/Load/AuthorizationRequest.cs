using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Measure.Load;

/// <summary>An authorization request with PKCE (RFC 7636), and the token request that follows it.</summary>
internal sealed class AuthorizationRequest(Client client)
{
    private readonly string _state = RandomText();
    private readonly string _verifier = RandomText();

    /// <summary>The value that has to come back in the ID token.</summary>
    public string Nonce { get; } = RandomText();

    /// <summary>Which page the provider shows, such as <c>none</c>, or null to leave it to the provider.</summary>
    public string? Prompt { get; init; }

    /// <summary>Builds the address that the app sends the browser to.</summary>
    public Uri Address()
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = client.RedirectUri,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["scope"] = client.Scope,
            ["state"] = _state,
            ["nonce"] = Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        if (Prompt is not null)
        {
            parameters["prompt"] = Prompt;
        }

        return new(QueryHelpers.AddQueryString(client.AuthorizationEndpoint.AbsoluteUri, parameters));
    }

    /// <summary>Whether a redirect leads back to the app.</summary>
    public bool IsAnsweredBy(Uri redirect) => redirect.GetLeftPart(UriPartial.Path) == client.RedirectUri;

    /// <summary>Builds the token request.</summary>
    /// <param name="answer">The address with the code that the browser came back to.</param>
    /// <exception cref="InvalidOperationException">The answer has no code, or the state of another request.</exception>
    public FormUrlEncodedContent TokenRequest(Uri answer)
    {
        var parameters = QueryHelpers.ParseQuery(answer.Query);
        if (parameters["state"] != _state || !parameters.TryGetValue("code", out var code))
        {
            throw new InvalidOperationException($"{client.Server} sent no code or another state: {answer}");
        }

        return new(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.Secret,
            ["redirect_uri"] = client.RedirectUri,
            ["code"] = code.ToString(),
            ["code_verifier"] = _verifier,
        });
    }

    // 32 random bytes make 43 characters, the fewest that a verifier may have (RFC 7636, section 4.1).
    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
