using Sandbox.Persistence;

namespace Sandbox.Seed;

/// <summary>The password of the seeded users, for the pages that show it.</summary>
internal sealed class SeedPassword(SandboxStorage storage, SeedReader reader)
{
    private volatile string? _password;

    /// <summary>Reads it from the seed once.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        _password ??= (await reader.ReadAsync(storage.SeedFile, cancellationToken)).File.Password;
}
