using System.Text.Json.Serialization;
using Sandbox.B2C.Policies;
using Sandbox.Protocol;

namespace Sandbox.B2C.Metadata;

/// <summary>A policy's metadata document. Names and order are those of the cloud.</summary>
internal sealed record PolicyMetadata
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("end_session_endpoint")]
    public required string EndSessionEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("response_modes_supported")]
    public IReadOnlyList<string> ResponseModes { get; } = ["query", "fragment", "form_post"];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } = ["code", "id_token", "code id_token"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = ["openid"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> IdTokenSigningAlgorithms { get; } = ["RS256"];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethods { get; } = ["client_secret_post", "client_secret_basic"];

    [JsonPropertyName("frontchannel_logout_supported")]
    public bool FrontChannelLogout { get; } = true;

    [JsonPropertyName("frontchannel_logout_session_supported")]
    public bool FrontChannelLogoutSession { get; } = true;

    [JsonPropertyName("claims_supported")]
    public IReadOnlyList<string> Claims { get; } =
    [
        "name", "given_name", "family_name", "city", "country", "emails", "idp", "newUser", "oid", "sub", "sid", "tid", "tfp", "acr", "ver", "iss", "iat", "exp", "aud",
        "nonce", "nbf", "auth_time",
    ];

    public static PolicyMetadata Of(Authority authority, PolicyReference policy) => new()
    {
        Issuer = authority.PolicyIssuer(policy.Tenant.Id),
        AuthorizationEndpoint = policy.Endpoint(authority, "oauth2/v2.0/authorize"),
        TokenEndpoint = policy.Endpoint(authority, "oauth2/v2.0/token"),
        EndSessionEndpoint = policy.Endpoint(authority, "oauth2/v2.0/logout"),
        JwksUri = policy.Endpoint(authority, "discovery/v2.0/keys"),
    };
}
