using Sandbox.Users;

namespace Sandbox.Scenarios;

/// <summary>How a scenario was switched on.</summary>
internal sealed record ScenarioSettings
{
    /// <summary>How often it strikes before it ends by itself; <see langword="null"/> for as often as there is reason to.</summary>
    public int? Count { get; init; }

    /// <summary>The time it is about, where it is about one.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The sign-in name of the only person it strikes.</summary>
    public string? User { get; init; }

    /// <summary>The only application it strikes.</summary>
    public Guid? Client { get; init; }

    /// <summary>Whether it may strike this person in this application.</summary>
    /// <param name="user">Who; <see langword="null"/> when the application acts for itself.</param>
    /// <param name="clientId">The application.</param>
    public bool Admit(User? user, Guid clientId) =>
        (User is null || User.Equals(user?.SignInName, StringComparison.OrdinalIgnoreCase)) && (Client is null || Client == clientId);
}
