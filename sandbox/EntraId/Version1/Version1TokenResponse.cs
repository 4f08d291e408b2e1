using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Sandbox.EntraId.TokenRequests;

namespace Sandbox.EntraId.Version1;

/// <summary>
/// The answer of the token endpoint of version 1. It also names the API and the moments, and its numbers are texts.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record Version1TokenResponse : TokenResponse
{
    private readonly long _issuedAt;

    /// <summary>The same answer in the form of version 1.</summary>
    /// <param name="response">The answer of version 2.</param>
    /// <param name="now">When the access token was issued.</param>
    [SetsRequiredMembers]
    public Version1TokenResponse(TokenResponse response, DateTimeOffset now)
        : base(response) => _issuedAt = now.ToUnixTimeSeconds();

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("expires_on")]
    public long ExpiresOn => _issuedAt + ExpiresIn;

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("not_before")]
    public long NotBefore => _issuedAt;

    /// <summary>The API, by the name that the access token has for it.</summary>
    [JsonPropertyName("resource")]
    public string Resource => Audience;
}
