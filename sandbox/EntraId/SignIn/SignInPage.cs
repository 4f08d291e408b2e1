using Sandbox.Protocol.Errors;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>What the sign-in page shows.</summary>
internal sealed record SignInPage
{
    public required string Application { get; init; }

    /// <summary>The organization, where the authority names one.</summary>
    public required string? Organization { get; init; }

    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The password of the seeded users.</summary>
    public required string SeedPassword { get; init; }

    public string? UserName { get; init; }

    public ErrorReport? Error { get; init; }

    internal sealed record Account(string UserName, string DisplayName, bool IsSignedIn)
    {
        public static Account Of(User user, bool signedIn) => new(user.SignInName, user.DisplayName, signedIn);
    }
}
