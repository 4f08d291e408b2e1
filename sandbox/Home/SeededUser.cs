namespace Sandbox.Home;

/// <summary>An account to sign in with.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="UserPrincipalName">The sign-in name.</param>
/// <param name="Tenant">The name of the tenant.</param>
/// <param name="GoodFor">What makes the account interesting; empty for a plain one.</param>
public sealed record SeededUser(string Name, string UserPrincipalName, string Tenant, string GoodFor);

/// <summary>A tenant to point an application at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its GUID.</param>
public sealed record SeededTenant(string Name, Guid Id);
