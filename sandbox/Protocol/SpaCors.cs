using Microsoft.AspNetCore.Cors.Infrastructure;
using Sandbox.Applications;
using Sandbox.Tenants;

namespace Sandbox.Protocol;

/// <summary>
/// Cross-origin resource sharing for single-page apps. An endpoint with <see cref="Policy"/> answers scripts at the
/// origins of redirect URIs of the type <c>spa</c>, and at no others. Where the address names a tenant, the app has to be
/// one of those that this tenant knows.
/// </summary>
internal sealed class SpaCors(LiveDirectory directory, TenantDirectory tenants) : ICorsPolicyProvider
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "single-page apps";

    private static readonly TimeSpan _preflightLifetime = TimeSpan.FromMinutes(1);

    // What client libraries read of an answer besides its body: challenges, how long to wait, and what to cite.
    private static readonly string[] _exposed =
        ["WWW-Authenticate", "Retry-After", "Location", "ETag", "client-request-id", "request-id"];

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult(policyName == Policy ? PolicyFor(context.Request.RouteValues["tenant"] as string) : null);

    private CorsPolicy PolicyFor(string? segment)
    {
        var tenant = segment is null ? null : tenants.Find(segment);
        var isOpen = segment is null || tenant is not null;
        return new CorsPolicyBuilder()
            .SetIsOriginAllowed(origin => isOpen && directory.Current.IsOriginOfSpa(origin, tenant))
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(_exposed)
            .SetPreflightMaxAge(_preflightLifetime)
            .Build();
    }
}
