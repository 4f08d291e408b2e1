using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Client assertions with odd claims. Anybody can send one: the certificate's thumbprint is all they have to know.</summary>
public sealed class ClientAssertionAttackTests : IAsyncLifetime
{
    // The second is for what cannot be read at all (AADSTS50027).
    private static readonly (HttpStatusCode, string)[] _refusals =
        [(HttpStatusCode.Unauthorized, "invalid_client"), (HttpStatusCode.BadRequest, "invalid_request")];

    private readonly EntraIdFixture _fixture = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public ClientAssertionAttackTests() => _certificate = new CertificateRequest("CN=test", _rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        .CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-10), DateTimeOffset.UtcNow.AddYears(10));

    private long Now => _fixture.Clock.GetUtcNow().ToUnixTimeSeconds();

    public async ValueTask InitializeAsync() => await RegisterAsync(DateTimeOffset.MaxValue);

    public async ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        _rsa.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task An_assertion_need_not_say_since_when_it_is_valid() =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(claims => claims.Remove("nbf"))).Status);

    [Theory]
    [InlineData("exp", "253402300799")]
    [InlineData("exp", "9223372036854775807")]
    [InlineData("nbf", "253402300799")]
    [InlineData("exp", "0")]
    [InlineData("exp", "-1")]
    public async Task A_time_at_the_end_of_the_calendar_is_AADSTS700024(string claim, string value)
    {
        var answer = await SendAsync(claims => claims[claim] = JsonNode.Parse(value));

        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 700024);
    }

    [Theory]
    [InlineData("nbf", "\"tomorrow\"")]
    [InlineData("exp", "\"tomorrow\"")]
    [InlineData("exp", "{}")]
    [InlineData("exp", "null")]
    [InlineData("aud", "{}")]
    [InlineData("aud", "7")]
    [InlineData("iss", "7")]
    [InlineData("iss", "null")]
    [InlineData("sub", "[]")]
    [InlineData("jti", "{}")]
    public async Task A_claim_of_the_wrong_kind_proves_nothing(string claim, string value)
    {
        var answer = await SendAsync(claims => claims[claim] = JsonNode.Parse(value));

        Assert.Contains((answer.Status, answer["error"]), _refusals);
    }

    [Theory]
    [InlineData("""{"alg":"RS256","x5t":7}""")]
    [InlineData("""{"alg":"RS256","x5t#S256":{}}""")]
    [InlineData("""{"alg":"RS256","kid":["a"]}""")]
    [InlineData("""{"alg":7}""")]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("[]")]
    public async Task A_header_of_the_wrong_kind_proves_nothing(string header)
    {
        var assertion = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(Claims().ToJsonString())}.{Base64UrlEncoder.Encode("signature")}";

        var answer = await SendAsync(assertion);

        Assert.Contains((answer.Status, answer["error"]), _refusals);
    }

    [Theory]
    [InlineData("""["b64"]""", "'b64'")]
    [InlineData("""["https://example.com/unknown"]""", "'https://example.com/unknown'")]
    [InlineData("""["exp","unknown"]""", "'exp', 'unknown'")]
    [InlineData("[]", "RFC 7515, section 4.1.11")]
    [InlineData("[7]", "RFC 7515, section 4.1.11")]
    [InlineData("\"exp\"", "RFC 7515, section 4.1.11")]
    [InlineData("null", "RFC 7515, section 4.1.11")]
    public async Task A_critical_header_parameter_that_is_unknown_is_AADSTS50027_and_is_named(string critical, string named)
    {
        var header = new Dictionary<string, object>
        {
            ["crit"] = JsonDocument.Parse(critical).RootElement,
            ["b64"] = true,
            ["unknown"] = "any",
            ["https://example.com/unknown"] = "any",
        };
        var signer = new SigningCredentials(new X509SecurityKey(_certificate), SecurityAlgorithms.RsaSha256);

        var answer = await SendAsync(new JsonWebTokenHandler().CreateToken(Claims().ToJsonString(), signer, header));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 50027);
        Assert.Contains("'crit'", answer["error_description"], StringComparison.Ordinal);
        Assert.Contains(named, answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assertion_whose_key_is_the_public_certificate_itself_is_AADSTS700027()
    {
        var key = new SymmetricSecurityKey(_certificate.RawData) { KeyId = Base64UrlEncoder.Encode(_certificate.GetCertHash()) };
        var assertion = new JsonWebTokenHandler().CreateToken(Claims().ToJsonString(), new SigningCredentials(key, SecurityAlgorithms.HmacSha256));

        ProtocolAssert.IsError(await SendAsync(assertion), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    [Fact]
    public async Task An_assertion_by_a_certificate_that_has_expired_is_AADSTS700027()
    {
        await RegisterAsync(_fixture.Clock.GetUtcNow().AddDays(-1));

        ProtocolAssert.IsError(await SendAsync(_ => { }), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    private Task RegisterAsync(DateTimeOffset expires) => _fixture.ChangeAsync(db =>
    {
        var client = Guid.Parse(SeededApp.Certificate.ClientId);
        db.RemoveRange(db.Set<ClientCredential>().Where(credential => credential.ClientId == client));
        db.Add(new ClientCredential { Id = Guid.NewGuid(), ClientId = client, Certificate = _certificate.RawData, ExpiresAt = expires });
        return Task.CompletedTask;
    });

    private JsonObject Claims() => new()
    {
        ["iss"] = SeededApp.Certificate.ClientId,
        ["sub"] = SeededApp.Certificate.ClientId,
        ["aud"] = $"https://localhost:7443/{SeededTenants.Contoso}/oauth2/v2.0/token",
        ["jti"] = Guid.NewGuid().ToString(),
        ["nbf"] = Now,
        ["exp"] = Now + 300,
    };

    private Task<TokenAnswer> SendAsync(Action<JsonObject> change)
    {
        var claims = Claims();
        change(claims);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return SendAsync(handler.CreateToken(claims.ToJsonString(), new SigningCredentials(new X509SecurityKey(_certificate), SecurityAlgorithms.RsaSha256)));
    }

    private Task<TokenAnswer> SendAsync(string assertion) => _fixture.TokenAsync(
        ("grant_type", "client_credentials"), ("client_id", SeededApp.Certificate.ClientId), ("scope", "https://graph.microsoft.com/.default"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion));
}
