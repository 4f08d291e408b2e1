using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// The <c>crit</c> parameter in the header of a token. A recipient must reject a token whose header says that a
/// parameter is critical, if it does not understand the parameter (RFC 7515, section 4.1.11). The sandbox understands no
/// such extension, and the list must be neither empty nor name standard parameters.
/// </summary>
internal static class CriticalParameters
{
    /// <summary>Finds out why a token has to be rejected.</summary>
    /// <returns>The reason, or <see langword="null"/> when the header has no <c>crit</c>.</returns>
    public static string? FindProblem(JsonWebToken token)
    {
        if (!token.TryGetHeaderValue<object>("crit", out var critical))
        {
            return null;
        }

        var names = critical is JsonElement { ValueKind: JsonValueKind.Array } list
            ? string.Join(", ", list.EnumerateArray()
                .Where(name => name.ValueKind == JsonValueKind.String)
                .Select(name => $"'{name.GetString()}'"))
            : "";
        var problem = names.Length == 0
            ? "'crit' in its header is not a list of header parameters"
            : $"'crit' in its header lists {names}, which the sandbox does not support";
        return $"{problem} (RFC 7515, section 4.1.11).";
    }
}
