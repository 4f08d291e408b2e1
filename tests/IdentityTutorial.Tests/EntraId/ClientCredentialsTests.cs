using System.Net;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Tokens for applications themselves.</summary>
public sealed class ClientCredentialsTests(AssertionClient client) : IClassFixture<AssertionClient>
{
    [Fact]
    public async Task An_application_gets_a_token_with_the_roles_that_an_administrator_granted()
    {
        var token = (await client.RequestAsync(client.Assertion())).AccessToken;

        Assert.Equal(["User.Read.All"], token.GetPayloadValue<string[]>("roles"));
        Assert.Equal(("app", SeededApp.Certificate.ClientId), (token.GetPayloadValue<string>("idtyp"), token.GetPayloadValue<string>("appid")));
        Assert.False(token.TryGetPayloadValue<string>("scp", out _));
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/User.Read.All", "invalid_scope", 1002012)]
    [InlineData("openid https://graph.microsoft.com/.default", "invalid_scope", 1002012)]
    [InlineData("api://nowhere/.default", "invalid_resource", 500011)]
    [InlineData("", "invalid_request", 90014)]
    public async Task An_application_for_itself_asks_for_default(string scope, string error, int code) =>
        ProtocolAssert.IsError(await client.RequestAsync(client.Assertion(), ("scope", scope)), HttpStatusCode.BadRequest, error, code);

    [Fact]
    public async Task An_application_for_itself_has_to_name_its_tenant()
    {
        var answer = await client.Fixture.TokenAsync("common", EntraIdFixture.Basic(SeededApp.MultiTenant.ClientId, SeededApp.Secret),
            ("grant_type", "client_credentials"), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 50059);
    }

    [Fact]
    public async Task A_public_client_gets_no_token_for_itself()
    {
        var answer = await client.Fixture.TokenAsync(("grant_type", "client_credentials"), ("client_id", SeededApp.Public.ClientId), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 7000218);
    }
}
