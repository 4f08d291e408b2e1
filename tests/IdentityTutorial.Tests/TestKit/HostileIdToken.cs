using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>The ID tokens that must never sign anyone in, for a theory: one row each.</summary>
public static class HostileIdToken
{
    private static readonly Dictionary<string, Func<IdTokenForger, string, string>> _forgeries = new()
    {
        ["unsigned"] = (_, token) => IdTokenForger.Remint(token, _ => { }, credentials: null),
        ["damaged signature"] = (_, token) => IdTokenForger.DamageSignature(token),
        ["not a token"] = (_, _) => "not-a-token",
        ["wrong issuer"] = Claims(payload => payload["iss"] = "https://issuer.example/v2.0"),
        ["another tenant's issuer"] = Claims(payload => payload["iss"] = payload["iss"]!.GetValue<string>().Replace((string)payload["tid"]!, SeededTenants.Fabrikam, StringComparison.Ordinal)),
        ["another tenant's tid"] = Claims(payload => payload["tid"] = SeededTenants.Fabrikam),
        ["wrong audience"] = Claims(payload => payload["aud"] = Guid.NewGuid().ToString()),
        ["wrong nonce"] = Claims(payload => payload["nonce"] = "0.not-the-nonce"),
        ["missing nonce"] = Claims(payload => payload.Remove("nonce")),
        ["expired"] = Claims(payload => Shift(payload, TimeSpan.FromDays(-1))),
        ["not yet valid"] = Claims(payload => Shift(payload, TimeSpan.FromDays(1))),
        ["missing exp"] = Claims(payload => payload.Remove("exp")),
        ["missing sub"] = Claims(payload => payload.Remove("sub")),
    };

    /// <summary>The names of the cases. <c>wrong key</c> is signed by a key nobody published.</summary>
    public static IReadOnlyList<string> Names => [.. _forgeries.Keys, "wrong key"];

    /// <summary>The same as the rows of a theory.</summary>
    public static TheoryData<string> Cases => [.. Names];

    /// <summary>Makes the token endpoint answer with the forged token until the result is disposed.</summary>
    /// <param name="backchannel">The application's calls.</param>
    /// <param name="forger">Signs with a key that is published already (<see cref="IdTokenForger.TrustedBy"/>).</param>
    /// <param name="stranger">Signs in the case <c>wrong key</c>, with a key that nobody publishes.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static IDisposable Serve(Backchannel backchannel, IdTokenForger forger, IdTokenForger stranger, string name) =>
        IdTokenForger.ReplaceIdToken(backchannel, token => name == "wrong key"
            ? IdTokenForger.Remint(token, _ => { }, stranger.Credentials)
            : _forgeries[name](forger, token));

    private static Func<IdTokenForger, string, string> Claims(Action<JsonObject> change) =>
        (forger, token) => IdTokenForger.Remint(token, change, forger.Credentials);

    private static void Shift(JsonObject payload, TimeSpan by)
    {
        foreach (var name in new[] { "iat", "nbf", "exp" })
        {
            payload[name] = payload[name]!.GetValue<long>() + (long)by.TotalSeconds;
        }
    }
}
