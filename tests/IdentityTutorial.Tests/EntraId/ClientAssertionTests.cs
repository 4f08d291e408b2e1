using System.Net;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>How applications prove themselves by certificate (<c>private_key_jwt</c>).</summary>
public sealed class ClientAssertionTests(AssertionClient client) : IClassFixture<AssertionClient>
{
    [Theory]
    [InlineData("x5t", SecurityAlgorithms.RsaSha256)]
    [InlineData("x5t#S256", SecurityAlgorithms.RsaSha256)]
    [InlineData("x5t#S256", SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task An_assertion_signed_by_the_registered_certificate_authenticates(string header, string algorithm)
    {
        var answer = await client.RequestAsync(client.Assertion(header: header, algorithm: algorithm));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("2", answer.AccessToken.GetPayloadValue<string>("appidacr"));
    }

    [Fact]
    public async Task An_assertion_by_another_certificate_is_AADSTS700027()
    {
        using var other = AssertionClient.NewCertificate();

        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(certificate: other)), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    [Fact]
    public async Task An_assertion_with_a_damaged_signature_is_AADSTS700027() =>
        ProtocolAssert.IsError(await client.RequestAsync(IdTokenForger.DamageSignature(client.Assertion())), HttpStatusCode.Unauthorized, "invalid_client", 700027);

    [Fact]
    public async Task An_assertion_for_an_application_without_certificate_is_AADSTS700027()
    {
        var assertion = client.Assertion(issuer: SeededApp.SignIn.ClientId, subject: SeededApp.SignIn.ClientId);

        ProtocolAssert.IsError(await client.RequestAsync(assertion, ("client_id", SeededApp.SignIn.ClientId)), HttpStatusCode.Unauthorized, "invalid_client", 700027);
    }

    [Fact]
    public async Task An_assertion_of_another_identity_provider_is_AADSTS700213() =>
        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(issuer: "https://token.example", subject: "repo:x")), HttpStatusCode.Unauthorized, "invalid_client", 700213);

    [Fact]
    public async Task An_assertion_for_another_audience_is_AADSTS700023() =>
        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(audience: "https://other.example/token")), HttpStatusCode.Unauthorized, "invalid_client", 700023);

    [Theory]
    [InlineData(-20, -10)]
    [InlineData(10, 20)]
    [InlineData(0, 60 * 24 * 30)]
    public async Task An_assertion_that_is_not_valid_now_or_lives_too_long_is_AADSTS700024(int notBefore, int expires) => ProtocolAssert.IsError(
        await client.RequestAsync(client.Assertion(notBefore: TimeSpan.FromMinutes(notBefore), expires: TimeSpan.FromMinutes(expires))), HttpStatusCode.Unauthorized, "invalid_client", 700024);

    [Fact]
    public async Task An_assertion_works_once()
    {
        var assertion = client.Assertion();

        Assert.Equal(HttpStatusCode.OK, (await client.RequestAsync(assertion)).Status);
        ProtocolAssert.IsError(await client.RequestAsync(assertion), HttpStatusCode.BadRequest, "invalid_request", 50027);
    }

    [Fact]
    public async Task An_assertion_without_id_unsigned_or_unreadable_is_AADSTS50027_and_one_for_another_subject_AADSTS50048()
    {
        string[] bad = [client.Assertion(id: null), IdTokenForger.Remint(client.Assertion(), _ => { }, null), "garbage", "a.b.c", "e30.e30.e30"];

        foreach (var assertion in bad)
        {
            ProtocolAssert.IsError(await client.RequestAsync(assertion), HttpStatusCode.BadRequest, "invalid_request", 50027);
        }

        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(subject: SeededApp.SignIn.ClientId)), HttpStatusCode.Unauthorized, "invalid_client", 50048);
    }

    [Fact]
    public async Task The_assertion_type_is_checked()
    {
        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(), ("client_assertion_type", "saml")), HttpStatusCode.BadRequest, "invalid_request", 9002313);
        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(), ("client_assertion_type", "")), HttpStatusCode.BadRequest, "invalid_request", 900144);
    }
}
