using System.Text.Json.Serialization;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Metadata;

/// <summary>The metadata document. Names and order are those of the cloud.</summary>
internal sealed record MetadataDocument
{
    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethods { get; } = ["client_secret_post", "private_key_jwt", "client_secret_basic"];

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("response_modes_supported")]
    public IReadOnlyList<string> ResponseModes { get; } = ["query", "fragment", "form_post"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> IdTokenSigningAlgorithms { get; } = ["RS256"];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } = ["code", "id_token", "code id_token", "id_token token"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = ["openid", "profile", "email", "offline_access"];

    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("request_uri_parameter_supported")]
    public bool RequestUriParameter { get; }

    [JsonPropertyName("userinfo_endpoint")]
    public required string UserInfoEndpoint { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("device_authorization_endpoint")]
    public required string DeviceAuthorizationEndpoint { get; init; }

    [JsonPropertyName("http_logout_supported")]
    public bool HttpLogout { get; } = true;

    [JsonPropertyName("frontchannel_logout_supported")]
    public bool FrontChannelLogout { get; } = true;

    [JsonPropertyName("end_session_endpoint")]
    public required string EndSessionEndpoint { get; init; }

    [JsonPropertyName("claims_supported")]
    public IReadOnlyList<string> Claims { get; } =
    [
        "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host", "aud",
        "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash",
        "email",
    ];

    [JsonPropertyName("tenant_region_scope")]
    public required string? TenantRegionScope { get; init; }

    [JsonPropertyName("cloud_instance_name")]
    public required string CloudInstanceName { get; init; }

    [JsonPropertyName("cloud_graph_host_name")]
    public required string CloudGraphHostName { get; init; }

    [JsonPropertyName("msgraph_host")]
    public required string MicrosoftGraphHost { get; init; }

    public static MetadataDocument Of(Authority authority, TenantReference tenant)
    {
        var host = new Uri(authority.Base).Authority;
        return new MetadataDocument
        {
            // As in the cloud, the endpoints of a domain's document name the tenant by its id.
            TokenEndpoint = authority.Endpoint(Segment(tenant), "token"),
            JwksUri = $"{authority.Base}/{Segment(tenant)}/discovery/v2.0/keys",
            Issuer = authority.Issuer(tenant.IssuerSegment),
            UserInfoEndpoint = $"{authority.Base}/oidc/userinfo",
            AuthorizationEndpoint = authority.Endpoint(Segment(tenant), "authorize"),
            DeviceAuthorizationEndpoint = authority.Endpoint(Segment(tenant), "devicecode"),
            EndSessionEndpoint = authority.Endpoint(Segment(tenant), "logout"),
            TenantRegionScope = tenant.Audience == TenantAudience.Single ? "EU" : null,
            CloudInstanceName = host,
            CloudGraphHostName = host,
            MicrosoftGraphHost = host,
        };
    }

    private static string Segment(TenantReference tenant) => tenant.Tenant?.Id.ToString() ?? tenant.Segment;
}
