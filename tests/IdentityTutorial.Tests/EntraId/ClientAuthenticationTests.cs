using System.Net;
using System.Net.Http.Headers;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>How applications prove themselves by secret at the token endpoint.</summary>
public sealed class ClientAuthenticationTests(AssertionClient client) : IClassFixture<AssertionClient>
{
    [Fact]
    public async Task A_secret_may_come_in_the_header()
    {
        var code = await client.Fixture.GetCodeAsync(SeededApp.SignIn);

        var answer = await client.Fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, SeededApp.Secret),
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SeededApp.SignIn.RedirectUri));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_wrong_secret_in_the_header_is_AADSTS7000215_and_names_the_scheme()
    {
        var answer = await client.Fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, "wrong"), ("grant_type", "refresh_token"));

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
        var answer = await client.Fixture.TokenAsync(SeededTenants.Contoso, AuthenticationHeaderValue.Parse(header), ("grant_type", "refresh_token"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer["error"]));
    }

    [Fact]
    public async Task Two_credentials_are_invalid_request()
    {
        var twice = await client.Fixture.TokenAsync(SeededTenants.Contoso, EntraIdFixture.Basic(SeededApp.SignIn.ClientId, SeededApp.Secret),
            ("grant_type", "refresh_token"), ("client_secret", SeededApp.Secret));
        var both = await client.RequestAsync(client.Assertion(), ("client_secret", SeededApp.Secret));

        ProtocolAssert.IsError(twice, HttpStatusCode.BadRequest, "invalid_request", 9002313);
        ProtocolAssert.IsError(both, HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }
}
