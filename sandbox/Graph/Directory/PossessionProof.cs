using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.Tokens;

namespace Sandbox.Graph.Directory;

/// <summary>
/// The proof that <c>addKey</c> and <c>removeKey</c> take: a token that the app signs with one of its certificates, for
/// at most ten minutes.
/// </summary>
internal static class PossessionProof
{
    // The directory's own API.
    private const string Audience = "00000002-0000-0000-c000-000000000000";

    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(10);

    private static readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Checks the proof in a body.</summary>
    /// <param name="db">Where the certificates of the app are.</param>
    /// <param name="application">The app.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="GraphException">No certificate of the app signed the proof, or it is not valid now.</exception>
    public static async Task CheckAsync(
        SandboxDbContext db, Application application, JsonElement body, DateTimeOffset now)
    {
        var certificates = await db.Set<ClientCredential>().AsNoTracking()
            .Where(each => each.ClientId == application.ClientId && each.Certificate != null)
            .ToListAsync();
        var keys = certificates.Where(each => each.ExpiresAt > now)
            .Select(each => X509CertificateLoader.LoadCertificate(each.Certificate!))
            .Select(SecurityKey (certificate) => new X509SecurityKey(certificate));
        var latest = now.UtcDateTime + _lifetime;
        var proof = GraphBody.FindText(body, "proof") ?? "";
        var result = await _handler.ValidateTokenAsync(proof, new TokenValidationParameters
        {
            ValidIssuer = application.ClientId.ToString(),
            ValidAudience = Audience,
            IssuerSigningKeys = [.. keys],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            TryAllIssuerSigningKeys = true,
            LifetimeValidator = (from, to, _, _) =>
                from <= latest && to > now.UtcDateTime && to <= latest + _lifetime,
        });
        if (!result.IsValid || CriticalParameters.FindProblem((JsonWebToken)result.SecurityToken) is not null)
        {
            throw GraphErrors.BadProof(application.ClientId);
        }
    }
}
