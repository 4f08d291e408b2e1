using Microsoft.Graph.Models;

namespace DeployToAppService.Models;

/// <summary>What the page "My profile" shows.</summary>
/// <param name="Me">The signed-in user.</param>
/// <param name="Manager">The user's manager; null if there is none, or if the token lacks the permission.</param>
/// <param name="Groups">The user's groups; null if the token lacks the permission.</param>
/// <param name="HasPhoto">Whether the user has a photo.</param>
public sealed record UserProfile(User Me, User? Manager, GroupCollectionResponse? Groups, bool HasPhoto);
