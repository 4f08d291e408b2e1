using Sandbox.B2C.Journeys;
using Sandbox.Social;

namespace Sandbox.B2C.Profile;

/// <summary>What the page shows on which customers change their profile.</summary>
internal sealed record EditProfilePage(PageHead Head, string? Email, ProfileForm Profile, IReadOnlyList<EditProfilePage.SocialAccount> SocialAccounts)
{
    /// <summary>A social provider, and whether an account there is linked.</summary>
    internal sealed record SocialAccount(SocialProvider Provider, bool IsLinked);
}
