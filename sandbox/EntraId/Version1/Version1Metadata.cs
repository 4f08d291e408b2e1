using System.Text.Json.Serialization;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Version1;

/// <summary>The metadata document of version 1. Names and order are those of the cloud.</summary>
internal sealed record Version1Metadata
{
    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethods { get; } =
        ["client_secret_post", "private_key_jwt", "client_secret_basic"];

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("response_modes_supported")]
    public IReadOnlyList<string> ResponseModes { get; } = ["query", "fragment", "form_post"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> IdTokenSigningAlgorithms { get; } = ["RS256"];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } =
        ["code", "id_token", "code id_token", "token id_token", "token"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = ["openid"];

    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("microsoft_multi_refresh_token")]
    public bool MultiRefreshToken { get; } = true;

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
        "exp", "iat", "auth_time", "acr", "amr", "nonce", "email", "given_name", "family_name", "nickname",
    ];

    [JsonPropertyName("userinfo_endpoint")]
    public required string UserInfoEndpoint { get; init; }

    [JsonPropertyName("tenant_region_scope")]
    public required string? TenantRegionScope { get; init; }

    [JsonPropertyName("cloud_instance_name")]
    public required string CloudInstanceName { get; init; }

    [JsonPropertyName("cloud_graph_host_name")]
    public required string CloudGraphHostName { get; init; }

    [JsonPropertyName("msgraph_host")]
    public required string MicrosoftGraphHost { get; init; }

    public static Version1Metadata Of(Authority authority, TenantReference tenant)
    {
        var host = new Uri(authority.Base).Authority;
        var segment = tenant.Tenant?.Id.ToString() ?? tenant.Segment;
        return new Version1Metadata
        {
            TokenEndpoint = authority.EndpointOfVersion1(segment, "token"),

            // As in the cloud, all tenants have the keys of one address.
            JwksUri = $"{authority.Base}/common/discovery/keys",
            Issuer = authority.IssuerOfVersion1(tenant.IssuerSegment),
            AuthorizationEndpoint = authority.EndpointOfVersion1(segment, "authorize"),
            DeviceAuthorizationEndpoint = authority.EndpointOfVersion1(segment, "devicecode"),
            EndSessionEndpoint = authority.EndpointOfVersion1(segment, "logout"),
            UserInfoEndpoint = $"{authority.Base}/oidc/userinfo",
            TenantRegionScope = tenant.Audience == TenantAudience.Single ? "EU" : null,
            CloudInstanceName = host,
            CloudGraphHostName = host,
            MicrosoftGraphHost = host,
        };
    }
}
