using System.Globalization;
using System.Text.Json.Serialization;
using Sandbox.EntraId.TokenRequests;

namespace Sandbox.EntraId.Version1;

/// <summary>The answer of the token endpoint of version 1, whose numbers are texts.</summary>
internal sealed record Version1TokenResponse
{
    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    [JsonPropertyName("scope"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Scope { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required string ExpiresIn { get; init; }

    /// <summary>Seconds for which clients may go on using the token while the token endpoint is down.</summary>
    [JsonPropertyName("ext_expires_in")]
    public string ExtendedExpiresIn => ExpiresIn;

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("expires_on")]
    public required string ExpiresOn { get; init; }

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("not_before")]
    public required string NotBefore { get; init; }

    /// <summary>The API, by the name that the access token has for it.</summary>
    [JsonPropertyName("resource")]
    public required string Resource { get; init; }

    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("id_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdToken { get; init; }

    [JsonPropertyName("client_info"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientInfo { get; init; }

    /// <summary>The same answer in the form of version 1.</summary>
    public static Version1TokenResponse Of(TokenResponse response, DateTimeOffset now) => new()
    {
        Scope = response.Scope,
        ExpiresIn = Text(response.ExpiresIn),
        ExpiresOn = Text(now.ToUnixTimeSeconds() + response.ExpiresIn),
        NotBefore = Text(now.ToUnixTimeSeconds()),
        Resource = response.Audience,
        AccessToken = response.AccessToken,
        RefreshToken = response.RefreshToken,
        IdToken = response.IdToken,
        ClientInfo = response.ClientInfo,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
