using System.Text.Json.Serialization;
using Sandbox.B2C.Policies;
using Sandbox.Protocol;

namespace Sandbox.B2C.Metadata;

/// <summary>
/// A policy's metadata document. Names, values and order are those of the cloud, which lists response types that no
/// app gets without the implicit grant.
/// </summary>
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
    public IReadOnlyList<string> ResponseTypes { get; } =
    [
        "code", "code id_token", "code token", "code id_token token", "id_token", "id_token token", "token", "token id_token",
    ];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = ["openid"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> IdTokenSigningAlgorithms { get; } = ["RS256"];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethods { get; } = ["client_secret_post", "client_secret_basic"];

    [JsonPropertyName("claims_supported")]
    public IReadOnlyList<string> Claims { get; } =
    [
        "name", "given_name", "family_name", "city", "country", "emails", "idp", "newUser", "oid", "sub", "tfp", "iss", "iat",
        "exp", "aud", "acr", "nonce", "auth_time",
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
