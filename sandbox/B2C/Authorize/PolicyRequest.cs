using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;

namespace Sandbox.B2C.Authorize;

/// <summary>An authorization request to a policy that passed every check that needs no person (OpenID Connect Core, section 3.1.2.1).</summary>
internal sealed record PolicyRequest
{
    public required PolicyReference Policy { get; init; }

    public required ResponseTarget Target { get; init; }

    public required RequestParameters Parameters { get; init; }

    public required bool WantsCode { get; init; }

    public required bool WantsIdToken { get; init; }

    public required PolicyScope Scope { get; init; }

    public required Prompts Prompt { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public Application Client => Target.Client;

    public PolicyKind Kind => Policy.Policy.Kind;

    public Guid TenantId => Policy.Tenant.Id;

    public string? LoginHint => Parameters["login_hint"];

    public string? DomainHint => Parameters["domain_hint"];

    public bool WantsClientInfo => Parameters["client_info"] == "1";
}
