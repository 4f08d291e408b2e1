using Sandbox.Applications;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;

namespace Sandbox.Protocol.Logout;

/// <summary>A sign-out request (OpenID Connect RP-Initiated Logout, section 2).</summary>
internal sealed record LogoutRequest
{
    public required TenantReference Tenant { get; init; }

    public required RequestParameters Parameters { get; init; }

    /// <summary>The application that asks, where the request tells.</summary>
    public Application? Client { get; init; }

    /// <summary>Where the browser goes afterwards, <c>state</c> included; <see langword="null"/> when nothing registered was asked for.</summary>
    public string? ContinueAt { get; init; }

    /// <summary>An address that was asked for and is not registered.</summary>
    public string? RefusedAddress { get; init; }

    /// <summary>The sessions of this tenant's users; where the authority names no tenant, those of all but customers.</summary>
    public required IReadOnlyList<SignedInUser> Known { get; init; }

    /// <summary>Whom to sign out; <see langword="null"/> when the person has to say.</summary>
    public IReadOnlyList<SignedInUser>? Sessions { get; init; }
}
