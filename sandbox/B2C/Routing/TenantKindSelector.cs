using Microsoft.AspNetCore.Routing.Matching;
using Sandbox.Tenants;

namespace Sandbox.B2C.Routing;

/// <summary>Decides by the tenant's kind who answers at <c>/{tenant}/oauth2/v2.0/…</c>: B2C, or Entra ID.</summary>
internal sealed class TenantKindSelector(TenantDirectory tenants) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsForB2C);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var tenant = Enumerable.Range(0, candidates.Count).Select(index => candidates[index].Values?["tenant"] as string).FirstOrDefault(name => name is not null);
        var isB2C = tenant is not null && tenants.Find(tenant)?.Tenant?.Kind == TenantKind.B2C;
        for (var index = 0; index < candidates.Count; index++)
        {
            candidates.SetValidity(index, candidates.IsValidCandidate(index) && IsForB2C(candidates[index].Endpoint) == isB2C);
        }

        return Task.CompletedTask;
    }

    private static bool IsForB2C(Endpoint endpoint) => endpoint.Metadata.GetMetadata<B2CTenantsOnly>() is not null;
}
