using Sandbox.EntraId.SignIn;

namespace Sandbox.EntraId.ExternalId;

/// <summary>What the sign-in page of an external tenant shows: what every sign-in page shows, and the ways to the other pages of the waiting request.</summary>
/// <param name="Id">The waiting request.</param>
/// <param name="Page">The rest.</param>
internal sealed record CustomerSignInPage(string Id, SignInPage Page);
