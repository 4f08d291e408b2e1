using Sandbox.Applications;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Consent;

/// <summary>What the consent page shows.</summary>
/// <param name="Application">Who asks.</param>
/// <param name="UserName">Who is asked.</param>
/// <param name="Scopes">For what.</param>
/// <param name="Obstacle">Why this person cannot allow it, where an administrator is needed.</param>
/// <param name="OtherAccount">Where an administrator can sign in instead.</param>
internal sealed record ConsentPage(string Application, string UserName, IReadOnlyList<ApiScope> Scopes, ErrorReport? Obstacle, string OtherAccount)
{
    /// <summary>Whether consent is asked for everyone in the organization.</summary>
    public bool IsForOrganization { get; init; }

    /// <summary>Whether the person may give consent for everyone, if they like.</summary>
    public bool OffersOrganization { get; init; }
}
