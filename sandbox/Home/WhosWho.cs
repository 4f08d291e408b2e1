using System.Text.Json;
using Sandbox.Persistence;
using Sandbox.Seed;
using Sandbox.Tenants;

namespace Sandbox.Home;

/// <summary>Who can sign in and where, as the seed says it.</summary>
/// <param name="Authorities">Where applications can send them.</param>
/// <param name="Users">The named users and customers; the made-up ones that fill the directory are left out.</param>
/// <param name="Password">Everybody's password.</param>
public sealed record WhosWho(IReadOnlyList<SeededAuthority> Authorities, IReadOnlyList<SeededUser> Users, string Password)
{
    /// <summary>Reads the seed file, which may have changed since the last time.</summary>
    /// <exception cref="SeedException">The file cannot be used.</exception>
    public static async Task<WhosWho> ReadAsync(SeedReader reader, SandboxStorage storage, CancellationToken cancellationToken)
    {
        var seed = (await reader.ReadAsync(storage.SeedFile, cancellationToken)).File;
        return new(
            [.. seed.Tenants.SelectMany(AuthoritiesOf)],
            [.. seed.Tenants.SelectMany(PeopleOf)],
            seed.Password);
    }

    private static IEnumerable<SeededAuthority> AuthoritiesOf(SeedTenant tenant) => tenant.Kind == TenantKind.B2C
        ? tenant.Policies.Select(policy => new SeededAuthority($"{tenant.Name}, {policy.Name}", $"{tenant.Domain}/{policy.Name}/v2.0"))
        : [new(tenant.Name, $"{tenant.Id}/v2.0")];

    private static IEnumerable<SeededUser> PeopleOf(SeedTenant tenant) =>
    [
        .. tenant.Users.Select(user => new SeededUser(user.DisplayName, user.UserPrincipalName, tenant.Name, TextOf(user.Comment))),
        .. tenant.Customers.Select(customer => new SeededUser(customer.DisplayName, customer.Email, tenant.Name, TextOf(customer.Comment))),
    ];

    private static string TextOf(JsonElement comment) => comment.ValueKind == JsonValueKind.String ? comment.GetString()! : "";
}
