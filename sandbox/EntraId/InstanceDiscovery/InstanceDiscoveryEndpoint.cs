using System.Text.Json.Serialization;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.InstanceDiscovery;

/// <summary>Tells client libraries that this host is an identity platform of its own, with no other names.</summary>
internal static class InstanceDiscoveryEndpoint
{
    public static void MapInstanceDiscovery(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/common/discovery/instance", (HttpContext context) =>
        {
            var authority = Authority.Of(context.Request);
            var asked = context.Request.Query["authorization_endpoint"].FirstOrDefault();
            if (asked is not null && !IsOwn(asked, authority))
            {
                return new ErrorAnswer(RequestErrors.UnknownInstance(asked));
            }

            var host = new Uri(authority.Base).Authority;
            var segments = asked is null ? [] : new Uri(asked).Segments;
            var tenant = segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? "common";

            // An address of version 1 gets the metadata of version 1.
            var version = segments.Contains("oauth2/") && !segments.Contains("v2.0/") ? "" : "v2.0/";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            var metadata = $"{authority.Base}/{tenant}/{version}.well-known/openid-configuration";
            return Results.Json(new Answer(metadata, "1.1", [new Instance(host, host, [host])]));
        });

    private static bool IsOwn(string address, Authority authority) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority).Equals(authority.Base, StringComparison.OrdinalIgnoreCase);

    private sealed record Answer(
        [property: JsonPropertyName("tenant_discovery_endpoint")] string TenantDiscoveryEndpoint,
        [property: JsonPropertyName("api-version")] string ApiVersion,
        [property: JsonPropertyName("metadata")] Instance[] Metadata);

    private sealed record Instance(
        [property: JsonPropertyName("preferred_network")] string PreferredNetwork,
        [property: JsonPropertyName("preferred_cache")] string PreferredCache,
        [property: JsonPropertyName("aliases")] string[] Aliases);
}
