using Sandbox.Keys;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Metadata;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Metadata;

/// <summary>The metadata document (OpenID Connect Discovery, section 4) and the signing keys (RFC 7517).</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", DescribeAsync);
        endpoints.MapGet("/{tenant}/.well-known/openid-configuration", DescribeVersion1Async);
    }

    public static void MapKeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/{tenant}/discovery/v2.0/keys", ListKeysAsync);
        endpoints.MapGet("/{tenant}/discovery/keys", ListVersion1KeysAsync);
    }

    private static Task<IResult> DescribeAsync(string tenant, HttpContext context, TenantDirectory tenants) =>
        ForTenantAsync(tenant, context, tenants, (authority, reference) => Task.FromResult(Describe(MetadataDocument.Of(authority, reference))));

    private static Task<IResult> ListKeysAsync(string tenant, HttpContext context, TenantDirectory tenants, SigningKeys keys) =>
        ForTenantAsync(tenant, context, tenants, async (authority, reference) =>
            Results.Json(KeyDocument.Of(authority, authority.Issuer(reference.IssuerSegment), await keys.GetAsync(context.RequestAborted))));

    private static Task<IResult> DescribeVersion1Async(string tenant, HttpContext context, TenantDirectory tenants) =>
        ForTenantAsync(tenant, context, tenants, (authority, reference) =>
            Task.FromResult(Describe(MetadataDocument.OfVersion1(authority, reference))));

    private static Task<IResult> ListVersion1KeysAsync(
        string tenant, HttpContext context, TenantDirectory tenants, SigningKeys keys) =>
        ForTenantAsync(tenant, context, tenants, async (_, _) =>
            Results.Json(KeyDocument.OfVersion1(await keys.GetAsync(context.RequestAborted))));

    private static IResult Describe(MetadataDocument document) => Results.Json(document, MetadataJson.Default.MetadataDocument);

    private static async Task<IResult> ForTenantAsync(
        string tenant, HttpContext context, TenantDirectory tenants, Func<Authority, TenantReference, Task<IResult>> describe)
    {
        TenantReference reference;
        try
        {
            reference = tenants.FindServed(tenant);
        }
        catch (ProtocolException exception)
        {
            // The error of the token endpoint is 'invalid_request'. The cloud says more here.
            return new ErrorAnswer(exception.Error with { Error = "invalid_tenant" });
        }

        context.Response.Headers.CacheControl = "no-cache";
        return await describe(Authority.Of(context.Request), reference);
    }
}
