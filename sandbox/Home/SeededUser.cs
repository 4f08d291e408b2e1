namespace Sandbox.Home;

/// <summary>An account to sign in with.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="SignInName">What is typed to sign in.</param>
/// <param name="Tenant">The name of the tenant.</param>
/// <param name="GoodFor">What makes the account interesting; empty for a plain one.</param>
public sealed record SeededUser(string Name, string SignInName, string Tenant, string GoodFor);

/// <summary>An authority to point an application at.</summary>
/// <param name="Name">Whom it signs in: the tenant, and the policy where it is one's own.</param>
/// <param name="Path">Its address from the sandbox's own, without a leading slash.</param>
public sealed record SeededAuthority(string Name, string Path);
