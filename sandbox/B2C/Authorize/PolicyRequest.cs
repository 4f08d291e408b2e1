using Sandbox.B2C.Policies;
using Sandbox.B2C.Scopes;
using Sandbox.Protocol.PageFlows;

namespace Sandbox.B2C.Authorize;

/// <summary>An authorization request to a policy that passed every check that needs no person.</summary>
internal sealed record PolicyRequest : CheckedRequest
{
    public required PolicyReference Policy { get; init; }

    public required PolicyScope Scope { get; init; }

    public PolicyKind Kind => Policy.Policy.Kind;

    public Guid TenantId => Policy.Tenant.Id;
}
