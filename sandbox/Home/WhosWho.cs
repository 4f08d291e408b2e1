using System.Text.Json;
using Sandbox.Persistence;
using Sandbox.Seed;

namespace Sandbox.Home;

/// <summary>Who can sign in and where, as the seed says it.</summary>
/// <param name="Tenants">The workforce tenants.</param>
/// <param name="Users">The named users; the made-up ones that fill the directory are left out.</param>
/// <param name="Password">Everybody's password.</param>
public sealed record WhosWho(IReadOnlyList<SeededTenant> Tenants, IReadOnlyList<SeededUser> Users, string Password)
{
    /// <summary>Reads the seed file, which may have changed since the last time.</summary>
    /// <exception cref="SeedException">The file cannot be used.</exception>
    public static async Task<WhosWho> ReadAsync(SeedReader reader, SandboxStorage storage, CancellationToken cancellationToken)
    {
        var seed = (await reader.ReadAsync(storage.SeedFile, cancellationToken)).File;
        return new(
            [.. seed.Tenants.Select(tenant => new SeededTenant(tenant.Name, tenant.Id))],
            [
                .. from tenant in seed.Tenants
                   from user in tenant.Users
                   select new SeededUser(user.DisplayName, user.UserPrincipalName, tenant.Name, TextOf(user.Comment)),
            ],
            seed.Password);
    }

    private static string TextOf(JsonElement comment) => comment.ValueKind == JsonValueKind.String ? comment.GetString()! : "";
}
