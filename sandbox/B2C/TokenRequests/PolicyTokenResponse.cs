using System.Text.Json.Serialization;

namespace Sandbox.B2C.TokenRequests;

/// <summary>The answer of a policy's token endpoint. There is an access token only when a scope named an API.</summary>
internal sealed record PolicyTokenResponse
{
    [JsonPropertyName("access_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    [JsonPropertyName("id_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdToken { get; init; }

    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("not_before")]
    public required long NotBefore { get; init; }

    /// <summary>Seconds for which the access token is valid.</summary>
    [JsonPropertyName("expires_in"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpiresIn { get; init; }

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("expires_on"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExpiresOn => ExpiresIn is { } seconds ? NotBefore + seconds : null;

    /// <summary>The API's client id.</summary>
    [JsonPropertyName("resource"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    [JsonPropertyName("client_info"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientInfo { get; init; }

    [JsonPropertyName("profile_info"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProfileInfo { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("refresh_token_expires_in"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RefreshTokenExpiresIn { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("id_token_expires_in"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? IdTokenExpiresIn { get; init; }
}
