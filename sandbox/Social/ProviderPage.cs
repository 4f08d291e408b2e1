namespace Sandbox.Social;

/// <summary>What a pretend provider's page shows.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Name">The name that was typed.</param>
/// <param name="Email">The address that was typed.</param>
/// <param name="KeepPrivate">Whether the address was to be kept private.</param>
/// <param name="Problem">What was wrong with it.</param>
/// <param name="ReturnAddress">Where the answer goes, once there is one.</param>
internal sealed record ProviderPage(
    SocialProvider Provider, string? Name = null, string? Email = null, bool KeepPrivate = false, string? Problem = null, string? ReturnAddress = null);
