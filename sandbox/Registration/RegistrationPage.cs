using Sandbox.Applications;

namespace Sandbox.Registration;

/// <summary>What the registration page shows.</summary>
internal sealed record RegistrationPage
{
    /// <summary>The client ID as it was given; empty when there was none.</summary>
    public required string ClientId { get; init; }

    /// <summary>The app of this client ID, or <see langword="null"/> when there is none.</summary>
    public required RegisteredApp? App { get; init; }

    /// <summary>The registered addresses of the app by kind, compared with the given ones.</summary>
    public IReadOnlyList<RegistrationCheck> Checks { get; init; } = [];

    /// <summary>The apps to choose from when no app has the client ID.</summary>
    public IReadOnlyList<RegisteredApp> Apps { get; init; } = [];

    /// <summary>The seed file, as a reader finds it.</summary>
    public required string SeedFile { get; init; }

    /// <summary>Whether the seed file has changed since the database was filled from it.</summary>
    public required bool SeedDiffers { get; init; }

    /// <summary>The checks with an address that is not registered.</summary>
    public IEnumerable<RegistrationCheck> Incomplete => Checks.Where(check => check.Missing.Count > 0);

    /// <summary>An app and its tenant.</summary>
    /// <param name="Registration">The registration of the app.</param>
    /// <param name="Tenant">The name of the tenant.</param>
    internal sealed record RegisteredApp(Application Registration, string Tenant);
}
