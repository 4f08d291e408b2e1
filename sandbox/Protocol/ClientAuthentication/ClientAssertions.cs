using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>
/// Checks <c>private_key_jwt</c>: a token that the client signed with the key of a registered certificate (RFC 7523, section 3). One that somebody else
/// issued is left to <see cref="FederatedCredentials"/>.
/// </summary>
internal sealed class ClientAssertions(
    LiveDirectory directory, DurableWriter writer, FederatedCredentials federated, TimeProvider time)
{
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _maxLifetime = TimeSpan.FromDays(1);

    private readonly JsonWebTokenHandler _handler = new();

    /// <exception cref="ProtocolException">The assertion is not acceptable.</exception>
    public async Task ValidateAsync(string assertion, Application client, Authority authority, TenantReference tenant, CancellationToken cancellationToken)
    {
        var token = Read(assertion);
        var clientId = client.ClientId.ToString();
        if (string.IsNullOrEmpty(token.Issuer) || string.IsNullOrEmpty(token.Subject))
        {
            throw new ProtocolException(ClientErrors.AssertionMalformed("'iss' or 'sub' is missing."));
        }

        if (!token.Issuer.Equals(clientId, StringComparison.OrdinalIgnoreCase))
        {
            await federated.ValidateAsync(token, client, authority, cancellationToken);
            return;
        }

        if (!token.Subject.Equals(clientId, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProtocolException(ClientErrors.AssertionSubject());
        }

        if (string.IsNullOrEmpty(token.Id))
        {
            throw new ProtocolException(ClientErrors.AssertionMalformed("'jti' is missing."));
        }

        using var certificate = FindCertificate(token, client);
        await CheckAsync(token, certificate, Audiences(authority, tenant), clientId);
        await RememberAsync(client, token);
    }

    private JsonWebToken Read(string assertion)
    {
        if (!_handler.CanReadToken(assertion))
        {
            throw new ProtocolException(ClientErrors.AssertionMalformed("it is not a JSON Web Token."));
        }

        try
        {
            // The properties parse on first use; these are all that is used.
            var token = _handler.ReadJsonWebToken(assertion);
            _ = (token.Issuer, token.Subject, token.Id, token.Audiences, token.ValidFrom, token.ValidTo, token.X5t);
            if (CriticalParameters.FindProblem(token) is { } problem)
            {
                throw new ProtocolException(ClientErrors.AssertionMalformed(problem));
            }

            return token.IsSigned ? token : throw new ProtocolException(ClientErrors.AssertionMalformed("it is not signed."));
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw new ProtocolException(ClientErrors.AssertionMalformed("it is not a JSON Web Token."));
        }
    }

    private static string[] Audiences(Authority authority, TenantReference tenant)
    {
        string[] names = tenant.Tenant is { } known ? [tenant.Segment, known.Id.ToString(), known.Domain] : [tenant.Segment];
        return [.. names.SelectMany(name => new[]
        {
            authority.Endpoint(name, "token"), authority.Issuer(name),
            authority.EndpointOfVersion1(name, "token"), authority.IssuerOfVersion1(name),
        }).Distinct()];
    }

    private X509Certificate2 FindCertificate(JsonWebToken token, Application client)
    {
        var registered = directory.Current.RegistrationOf(client.ClientId).Credentials.Where(credential => credential.Certificate is not null).ToList();
        if (registered.Count == 0)
        {
            throw new ProtocolException(ClientErrors.AssertionKeyUnknown(client.ClientId.ToString(), "no certificate is registered."));
        }

        var named = registered.FindAll(credential => IsNamedBy(token, credential.Certificate!));
        if (named.Count == 0)
        {
            throw new ProtocolException(ClientErrors.AssertionKeyUnknown(
                client.ClientId.ToString(), "no certificate has the thumbprint of the header."));
        }

        var now = time.GetUtcNow();
        return named.Find(credential => credential.ExpiresAt > now && !(credential.StartsAt > now)) is { } current
            ? X509CertificateLoader.LoadCertificate(current.Certificate!)
            : throw new ProtocolException(ClientErrors.AssertionKeyUnknown(
                client.ClientId.ToString(), "the certificate has expired, or is not valid yet."));
    }

    /// <summary>The header names the certificate by <c>x5t#S256</c>, by <c>x5t</c>, or by a <c>kid</c> that is one of the two.</summary>
    private static bool IsNamedBy(JsonWebToken token, byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        var sha1 = certificate.GetCertHash();
        var sha256 = certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        token.TryGetHeaderValue<string>("x5t#S256", out var strong);
        return strong is { Length: > 0 }
            ? strong == Base64UrlEncoder.Encode(sha256)
            : token.X5t is { Length: > 0 } thumbprint
                ? thumbprint == Base64UrlEncoder.Encode(sha1)
                : token.Kid == Convert.ToHexString(sha1) || token.Kid == Base64UrlEncoder.Encode(sha1);
    }

    private async Task CheckAsync(JsonWebToken token, X509Certificate2 certificate, string[] audiences, string clientId)
    {
        // The token's own times may lie at either end of the calendar, where nothing can be added or subtracted.
        var now = time.GetUtcNow().UtcDateTime;
        if (token.ValidTo == DateTime.MinValue || token.ValidTo < now - _clockSkew || token.ValidFrom > now + _clockSkew || token.ValidTo > now + _maxLifetime + _clockSkew)
        {
            throw new ProtocolException(ClientErrors.AssertionNotValidNow());
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = token.Issuer,
            ValidAudiences = audiences,
            IssuerSigningKey = new X509SecurityKey(certificate) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            TryAllIssuerSigningKeys = true,

            // Checked above, by the sandbox's own clock.
            ValidateLifetime = false,
        });
        if (result.Exception is SecurityTokenInvalidAudienceException)
        {
            throw new ProtocolException(ClientErrors.AssertionAudience(audiences[0]));
        }

        if (!result.IsValid)
        {
            throw new ProtocolException(ClientErrors.AssertionKeyUnknown(clientId, "the signature is wrong."));
        }
    }

    private async Task RememberAsync(Application client, JsonWebToken token)
    {
        var expires = new DateTimeOffset(token.ValidTo + _clockSkew, TimeSpan.Zero).UtcTicks;
        var added = await writer.WriteAsync(db => db.Database.ExecuteSqlAsync($"""
            INSERT OR IGNORE INTO "UsedAssertion" ("ClientId", "JtiHash", "ExpiresAt") VALUES ({client.ClientId}, {Secrets.Hash(token.Id)}, {expires})
            """));
        if (added == 0)
        {
            throw new ProtocolException(ClientErrors.AssertionReplayed());
        }
    }
}
