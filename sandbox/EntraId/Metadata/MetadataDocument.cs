using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Metadata;

/// <summary>The metadata document of both versions. Names and order are those of the cloud.</summary>
internal sealed record MetadataDocument
{
    private static readonly string[] _claims =
    [
        "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host", "aud",
        "exp", "iat", "auth_time", "acr",
    ];

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
    public required IReadOnlyList<string> ResponseTypes { get; init; }

    [JsonPropertyName("scopes_supported")]
    public required IReadOnlyList<string> Scopes { get; init; }

    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("request_uri_parameter_supported")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? RequestUriParameter { get; init; }

    [JsonPropertyName("microsoft_multi_refresh_token")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? MultiRefreshToken { get; init; }

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
    public required IReadOnlyList<string> Claims { get; init; }

    [JsonPropertyName("tenant_region_scope")]
    public required string? TenantRegionScope { get; init; }

    [JsonPropertyName("cloud_instance_name")]
    public required string CloudInstanceName { get; init; }

    [JsonPropertyName("cloud_graph_host_name")]
    public required string CloudGraphHostName { get; init; }

    [JsonPropertyName("msgraph_host")]
    public required string MicrosoftGraphHost { get; init; }

    /// <summary>The document of version 2.</summary>
    public static MetadataDocument Of(Authority authority, TenantReference tenant)
    {
        var segment = Segment(tenant);
        var host = new Uri(authority.Base).Authority;
        return new MetadataDocument
        {
            TokenEndpoint = authority.Endpoint(segment, "token"),
            JwksUri = $"{authority.Base}/{segment}/discovery/v2.0/keys",
            ResponseTypes = ["code", "id_token", "code id_token", "id_token token"],
            Scopes = ["openid", "profile", "email", "offline_access"],
            Issuer = authority.Issuer(tenant.IssuerSegment),
            RequestUriParameter = false,
            UserInfoEndpoint = $"{authority.Base}/oidc/userinfo",
            AuthorizationEndpoint = authority.Endpoint(segment, "authorize"),
            DeviceAuthorizationEndpoint = authority.Endpoint(segment, "devicecode"),
            EndSessionEndpoint = authority.Endpoint(segment, "logout"),
            Claims = [.. _claims, "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"],
            TenantRegionScope = tenant.Audience == TenantAudience.Single ? "EU" : null,
            CloudInstanceName = host,
            CloudGraphHostName = host,
            MicrosoftGraphHost = host,
        };
    }

    /// <summary>The document of version 1.</summary>
    public static MetadataDocument OfVersion1(Authority authority, TenantReference tenant)
    {
        var segment = Segment(tenant);
        return Of(authority, tenant) with
        {
            TokenEndpoint = authority.EndpointOfVersion1(segment, "token"),

            // As in the cloud, all tenants have the keys of one address.
            JwksUri = $"{authority.Base}/common/discovery/keys",
            ResponseTypes = ["code", "id_token", "code id_token", "token id_token", "token"],
            Scopes = ["openid"],
            Issuer = authority.IssuerOfVersion1(tenant.IssuerSegment),
            RequestUriParameter = null,
            MultiRefreshToken = true,
            UserInfoEndpoint = $"{authority.Base}/{segment}/openid/userinfo",
            AuthorizationEndpoint = authority.EndpointOfVersion1(segment, "authorize"),
            DeviceAuthorizationEndpoint = authority.EndpointOfVersion1(segment, "devicecode"),
            EndSessionEndpoint = authority.EndpointOfVersion1(segment, "logout"),
            Claims = [.. _claims, "amr", "nonce", "email", "given_name", "family_name", "nickname"],
        };
    }

    // As in the cloud, the endpoints of a domain's document name the tenant by its ID.
    private static string Segment(TenantReference tenant) => tenant.Tenant?.Id.ToString() ?? tenant.Segment;
}

/// <summary>
/// Writes the document by code that the compiler makes. With reflection, JSON took a quarter of the processor time of such a request.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MetadataDocument))]
internal sealed partial class MetadataJson : JsonSerializerContext;
