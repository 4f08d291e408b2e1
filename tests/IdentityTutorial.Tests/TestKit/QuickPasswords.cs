using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Sandbox.Users;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// The hashes of the sandboxes in this process. A hash of the default strength takes a tenth of a second of processor
/// time, and the tests verify thousands.
/// </summary>
internal static class QuickPasswords
{
    /// <summary>How often the hash function is applied.</summary>
    public const int Iterations = 1_000;

    /// <summary>The hasher that these sandboxes have.</summary>
    /// <param name="iterations">Another number, for a hash of former days.</param>
    public static PasswordHasher<User> NewHasher(int iterations = Iterations) =>
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
}
