using Sandbox.B2C.Journeys;
using Sandbox.Social;
using Sandbox.Users;

namespace Sandbox.B2C.SignIn;

/// <summary>What the sign-in page of a policy shows.</summary>
internal sealed record CustomerSignInPage(PageHead Head, string? Email)
{
    /// <summary>The seed's customers, who sign in with a click.</summary>
    public required IReadOnlyList<User> Accounts { get; init; }

    public required IReadOnlyList<SocialProvider> Providers { get; init; }

    /// <summary>Whether an account can be made here; it cannot where people come to change one.</summary>
    public required bool OffersSignUp { get; init; }

    public required string SeedPassword { get; init; }
}
