using System.Text.Json.Serialization;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>The answer of the token endpoint (RFC 6749, section 5.1; OpenID Connect Core, section 3.1.3.3).</summary>
internal record TokenResponse
{
    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    /// <summary>The audience of the access token, which the answer of version 1 has besides.</summary>
    [JsonIgnore]
    public string Audience { get; init; } = "";

    [JsonPropertyName("scope"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Scope { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>Seconds for which clients may go on using the token while the token endpoint is down.</summary>
    [JsonPropertyName("ext_expires_in")]
    public int ExtendedExpiresIn => ExpiresIn;

    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("id_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdToken { get; init; }

    [JsonPropertyName("client_info"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientInfo { get; init; }
}
