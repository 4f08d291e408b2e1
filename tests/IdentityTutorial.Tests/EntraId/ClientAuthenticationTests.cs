using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>How applications prove themselves at the token endpoint, and tokens for applications themselves.</summary>
public sealed class ClientAuthenticationTests : IAsyncLifetime
{
    private readonly EntraIdFixture _fixture = new();
    private readonly X509Certificate2 _certificate = NewCertificate();

    private static string TokenEndpoint => $"https://localhost:7443/{SeededTenants.Contoso}/oauth2/v2.0/token";

    public async ValueTask InitializeAsync() => await _fixture.ChangeAsync(db =>
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

    public async ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_secret_may_come_in_the_header()
    {
        var code = await _fixture.GetCodeAsync(SeededApp.SignIn);

        var answer = await _fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, SeededApp.Secret),
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SeededApp.SignIn.RedirectUri));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_wrong_secret_in_the_header_is_AADSTS7000215_and_names_the_scheme()
    {
        var answer = await _fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, "wrong"), ("grant_type", "refresh_token"));

        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 7000215);
        Assert.StartsWith("Basic", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic Og==")]
    [InlineData("Basic /w==")]
    [InlineData("Basic")]
    public async Task A_malformed_header_is_invalid_request_or_counts_as_none(string header)
    {
        var answer = await _fixture.TokenAsync(SeededTenants.Contoso, AuthenticationHeaderValue.Parse(header), ("grant_type", "refresh_token"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer["error"]));
    }

    [Fact]
    public async Task Two_credentials_are_invalid_request()
    {
        var twice = await _fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, SeededApp.Secret),
            ("grant_type", "refresh_token"), ("client_secret", SeededApp.Secret));
        var both = await RequestAsync(Assertion(), ("client_secret", SeededApp.Secret));

        ProtocolAssert.IsError(twice, HttpStatusCode.BadRequest, "invalid_request", 9002313);
        ProtocolAssert.IsError(both, HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }

    [Theory]
    [InlineData("x5t", SecurityAlgorithms.RsaSha256)]
    [InlineData("x5t#S256", SecurityAlgorithms.RsaSha256)]
    [InlineData("x5t#S256", SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task An_assertion_signed_by_the_registered_certificate_authenticates(string header, string algorithm)
    {
        var answer = await RequestAsync(Assertion(header: header, algorithm: algorithm));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("2", answer.AccessToken.GetPayloadValue<string>("appidacr"));
    }

    [Fact]
    public async Task An_assertion_by_another_certificate_is_AADSTS700027()
    {
        using var other = NewCertificate();

        ProtocolAssert.IsError(await RequestAsync(Assertion(certificate: other)), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    [Fact]
    public async Task An_assertion_with_a_damaged_signature_is_AADSTS700027() =>
        ProtocolAssert.IsError(await RequestAsync(IdTokenForger.DamageSignature(Assertion())), HttpStatusCode.Unauthorized, "invalid_client", 700027);

    [Fact]
    public async Task An_assertion_for_an_application_without_certificate_is_AADSTS700027()
    {
        var assertion = Assertion(issuer: SeededApp.SignIn.ClientId, subject: SeededApp.SignIn.ClientId);

        ProtocolAssert.IsError(await RequestAsync(assertion, ("client_id", SeededApp.SignIn.ClientId)), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    [Fact]
    public async Task An_assertion_of_another_identity_provider_is_AADSTS700213() =>
        ProtocolAssert.IsError(await RequestAsync(Assertion(issuer: "https://token.example", subject: "repo:x")), HttpStatusCode.Unauthorized, "invalid_client", 700213);

    [Fact]
    public async Task An_assertion_for_another_audience_is_AADSTS700023() =>
        ProtocolAssert.IsError(await RequestAsync(Assertion(audience: "https://other.example/token")), HttpStatusCode.Unauthorized, "invalid_client", 700023);

    [Theory]
    [InlineData(-20, -10)]
    [InlineData(10, 20)]
    [InlineData(0, 60 * 24 * 30)]
    public async Task An_assertion_that_is_not_valid_now_or_lives_too_long_is_AADSTS700024(int notBefore, int expires) => ProtocolAssert.IsError(
        await RequestAsync(Assertion(notBefore: TimeSpan.FromMinutes(notBefore), expires: TimeSpan.FromMinutes(expires))), HttpStatusCode.Unauthorized, "invalid_client", 700024);

    [Fact]
    public async Task An_assertion_works_once()
    {
        var assertion = Assertion();

        Assert.Equal(HttpStatusCode.OK, (await RequestAsync(assertion)).Status);
        ProtocolAssert.IsError(await RequestAsync(assertion), HttpStatusCode.Unauthorized, "invalid_client", 50027);
    }

    [Fact]
    public async Task An_assertion_for_another_subject_without_id_unsigned_or_unreadable_is_AADSTS50027()
    {
        string[] bad = [Assertion(subject: SeededApp.SignIn.ClientId), Assertion(id: null), IdTokenForger.Remint(Assertion(), _ => { }, null), "garbage", "a.b.c", "e30.e30.e30"];

        foreach (var assertion in bad)
        {
            ProtocolAssert.IsError(await RequestAsync(assertion), HttpStatusCode.Unauthorized, "invalid_client", 50027);
        }
    }

    [Fact]
    public async Task The_assertion_type_is_checked()
    {
        ProtocolAssert.IsError(await RequestAsync(Assertion(), ("client_assertion_type", "saml")), HttpStatusCode.BadRequest, "invalid_request", 9002313);
        ProtocolAssert.IsError(await RequestAsync(Assertion(), ("client_assertion_type", "")), HttpStatusCode.BadRequest, "invalid_request", 900144);
    }

    [Fact]
    public async Task An_application_gets_a_token_with_the_roles_that_an_administrator_granted()
    {
        var token = (await RequestAsync(Assertion())).AccessToken;

        Assert.Equal(["User.Read.All"], token.GetPayloadValue<string[]>("roles"));
        Assert.Equal(("app", SeededApp.Certificate.ClientId), (token.GetPayloadValue<string>("idtyp"), token.GetPayloadValue<string>("appid")));
        Assert.False(token.TryGetPayloadValue<string>("scp", out _));
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/User.Read.All", "invalid_scope", 1002012)]
    [InlineData("openid https://graph.microsoft.com/.default", "invalid_scope", 1002012)]
    [InlineData("api://nowhere/.default", "invalid_resource", 500011)]
    [InlineData("", "invalid_request", 900144)]
    public async Task An_application_for_itself_asks_for_default(string scope, string error, int code) =>
        ProtocolAssert.IsError(await RequestAsync(Assertion(), ("scope", scope)), HttpStatusCode.BadRequest, error, code);

    [Fact]
    public async Task An_application_for_itself_has_to_name_its_tenant()
    {
        var answer = await _fixture.TokenAsync("common", EntraIdFixture.Basic(SeededApp.MultiTenant.ClientId, SeededApp.Secret),
            ("grant_type", "client_credentials"), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 50059);
    }

    [Fact]
    public async Task A_public_client_gets_no_token_for_itself()
    {
        var answer = await _fixture.TokenAsync(("grant_type", "client_credentials"), ("client_id", SeededApp.Public.ClientId), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 7000218);
    }

    private Task<TokenAnswer> RequestAsync(string assertion, params IEnumerable<(string, string)> changes) => _fixture.TokenAsync(
    [
        ("grant_type", "client_credentials"), ("client_id", SeededApp.Certificate.ClientId), ("scope", "https://graph.microsoft.com/.default"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion), .. changes,
    ]);

    private string Assertion(
        string? issuer = null, string? subject = null, string? audience = null, string? id = "new", TimeSpan? notBefore = null, TimeSpan? expires = null,
        X509Certificate2? certificate = null, string header = "x5t", string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var signer = certificate ?? _certificate;
        var now = _fixture.Clock.GetUtcNow().UtcDateTime;
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

    private static X509Certificate2 NewCertificate()
    {
        using var rsa = RSA.Create(2048);
        return new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
