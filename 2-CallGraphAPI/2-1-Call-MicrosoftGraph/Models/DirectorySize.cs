using Microsoft.Graph.Models;

namespace CallMicrosoftGraph.Models;

/// <summary>What the page "Administration" shows.</summary>
/// <param name="Organization">The user's organization; null if Graph named none.</param>
/// <param name="Users">How many users the directory has.</param>
/// <param name="Groups">How many groups the directory has.</param>
public sealed record DirectorySize(Organization? Organization, int? Users, int? Groups);
