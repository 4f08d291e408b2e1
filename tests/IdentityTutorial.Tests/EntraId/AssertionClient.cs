using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A sandbox in which an application has a certificate that the test has the key of.</summary>
public sealed class AssertionClient : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = NewCertificate();

    /// <summary>The sandbox.</summary>
    public EntraIdFixture Fixture { get; } = new();

    private static string TokenEndpoint => $"https://localhost:7443/{SeededTenants.Contoso}/oauth2/v2.0/token";

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Fixture.ChangeAsync(db =>
    {
        db.Add(new ClientCredential
        {
            Id = Guid.NewGuid(),
            ClientId = Guid.Parse(SeededApp.Certificate.ClientId),
            Certificate = _certificate.RawData,
            ExpiresAt = DateTimeOffset.MaxValue,
        });
        return Task.CompletedTask;
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        await Fixture.DisposeAsync();
    }

    /// <summary>Asks for a token for the application itself; changes replace parameters, an empty value leaves one out.</summary>
    public Task<TokenAnswer> RequestAsync(string assertion, params IEnumerable<(string, string)> changes) => Fixture.TokenAsync(
    [
        ("grant_type", "client_credentials"), ("client_id", SeededApp.Certificate.ClientId), ("scope", "https://graph.microsoft.com/.default"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion), .. changes,
    ]);

    /// <summary>An assertion that is right but for what the arguments change.</summary>
    public string Assertion(
        string? issuer = null, string? subject = null, string? audience = null, string? id = "new", TimeSpan? notBefore = null, TimeSpan? expires = null,
        X509Certificate2? certificate = null, string header = "x5t", string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var signer = certificate ?? _certificate;
        var now = Fixture.Clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = subject ?? SeededApp.Certificate.ClientId };
        if (id is not null)
        {
            claims["jti"] = id == "new" ? Guid.NewGuid().ToString() : id;
        }

        // The library writes x5t by itself for a certificate's key, and x5t#S256 not at all.
        using var rsa = signer.GetRSAPrivateKey()!;
        SecurityKey key = header == "x5t" ? new X509SecurityKey(signer) : new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? SeededApp.Certificate.ClientId,
            Audience = audience ?? TokenEndpoint,
            NotBefore = now + (notBefore ?? TimeSpan.Zero),
            Expires = now + (expires ?? TimeSpan.FromMinutes(10)),
            Claims = claims,
            AdditionalHeaderClaims = header == "x5t" ? null : new Dictionary<string, object> { [header] = Base64UrlEncoder.Encode(signer.GetCertHash(HashAlgorithmName.SHA256)) },
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }

    /// <summary>A certificate that nobody has registered.</summary>
    public static X509Certificate2 NewCertificate()
    {
        using var rsa = RSA.Create(2048);
        return new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
