using System.Security.Cryptography;
using System.Text;
using Sandbox.Protocol;

namespace Sandbox.B2C.RestClaims;

/// <summary>
/// What the policy proves itself to the REST API with. The setting <see cref="Setting"/>; without it, a random value of this run, which both sides of
/// the sandbox know.
/// </summary>
internal sealed class RestClaimsKey(IConfiguration configuration)
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "x-api-key";

    /// <summary>The setting that names it.</summary>
    public const string Setting = "Sandbox:RestClaimsKey";

    public string Value { get; } = configuration[Setting] is { Length: > 0 } configured ? configured : Secrets.Create();

    public bool Matches(string? presented) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(Value)));
}
