using Sandbox.B2C.Policies;
using Sandbox.B2C.Routing;
using Sandbox.Keys;
using Sandbox.Protocol;
using Sandbox.Protocol.Metadata;

namespace Sandbox.B2C.Metadata;

/// <summary>A policy's metadata document (OpenID Connect Discovery, section 4) and its signing keys (RFC 7517).</summary>
internal sealed class PolicyMetadataEndpoints(PolicyDirectory policies, SigningKeys keys)
{
    public static void MapMetadata(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPolicy<PolicyMetadataEndpoints>(
            "v2.0/.well-known/openid-configuration", [HttpMethods.Get],
            (documents, context) => Task.FromResult(documents.Describe(context)));

    public static void MapKeys(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPolicy<PolicyMetadataEndpoints>(
            "discovery/v2.0/keys", [HttpMethods.Get], (documents, context) => documents.ListKeysAsync(context));

    private IResult Describe(HttpContext context)
    {
        var policy = policies.Find(context);
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Json(PolicyMetadata.Of(Authority.Of(context.Request), policy));
    }

    private async Task<IResult> ListKeysAsync(HttpContext context)
    {
        var policy = policies.Find(context);
        context.Response.Headers.CacheControl = "no-cache";
        var authority = Authority.Of(context.Request);
        return Results.Json(KeyDocument.Of(authority, authority.PolicyIssuer(policy.Tenant.Id), await keys.GetAsync(context.RequestAborted)));
    }
}
