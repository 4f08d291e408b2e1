using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;
using Sandbox.Protocol.ClientAuthentication;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>An application that a managed identity's token proves, in place of a secret.</summary>
public sealed class FederatedCredentialTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task It_redeems_codes_and_gets_tokens_for_itself_as_often_as_the_assertion_lives()
    {
        var assertion = await AssertionAsync();
        var code = await _fixture.GetCodeAsync(SeededApp.Federated);

        var redeemed = await _fixture.RedeemAsync(SeededApp.Federated, code, [("client_secret", ""), .. Proof(assertion)]);
        var own = await RequestAsync(assertion);

        Assert.Equal(SeededTenants.Alice, redeemed.IdToken.GetPayloadValue<string>("preferred_username"));
        Assert.Equal("2", own.AccessToken.GetPayloadValue<string>("appidacr"));
    }

    [Fact]
    public async Task The_identity_has_to_be_the_one_that_the_registration_names() =>
        Refused(await RequestAsync((await AskAsync(_fixture, $"resource={ExchangeResource}"))["access_token"]), 700213);

    [Fact]
    public async Task The_audience_has_to_be_that_of_the_exchange() =>
        Refused(await RequestAsync((await AskAsync(_fixture, $"resource=api://tasks.contoso.example&client_id={SharedClient}"))["access_token"]), 7002121);

    [Fact]
    public async Task The_issuer_has_to_be_that_of_the_tenant() =>
        Refused(await RequestAsync((await AskAsync(_fixture, $"resource=https://graph.microsoft.com&client_id={SharedClient}"))["access_token"]), 700211);

    [Fact]
    public async Task An_application_without_federated_credential_is_AADSTS700213() =>
        Refused(await RequestAsync(await AssertionAsync(), ("client_id", SeededApp.SignIn.ClientId)), 700213);

    [Fact]
    public async Task An_expired_assertion_is_AADSTS700024()
    {
        var assertion = await AssertionAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(13));

        Refused(await RequestAsync(assertion), 700024);
    }

    [Fact]
    public async Task A_key_that_is_not_the_sandboxs_proves_nothing_and_neither_does_a_changed_token()
    {
        using var certificate = AssertionClient.NewCertificate();
        var parts = (await AssertionAsync()).Split('.');
        var changed = parts[2][5] == 'A' ? 'B' : 'A';

        Refused(await RequestAsync(Forge(new SigningCredentials(new X509SecurityKey(certificate), SecurityAlgorithms.RsaSha256))), 50027);
        Refused(await RequestAsync($"{parts[0]}.{parts[1]}.{parts[2][..5]}{changed}{parts[2][6..]}"), 50027);
    }

    [Fact]
    public async Task A_token_that_was_issued_to_no_managed_identity_proves_nothing()
    {
        var keys = await _fixture.Service<SigningKeys>().GetAsync(EntraIdFixture.Token);

        Refused(await RequestAsync(Forge(keys.Current)), 700229);
    }

    [Fact]
    public async Task An_issuer_outside_the_sandbox_can_be_registered_but_not_be_checked()
    {
        using var certificate = AssertionClient.NewCertificate();
        await _fixture.ChangeAsync(db =>
        {
            db.Add(new FederatedCredential
            {
                ClientId = Guid.Parse(SeededApp.Federated.ClientId),
                Name = "elsewhere",
                Issuer = "https://token.example",
                Subject = SharedPrincipal,
                Audience = ExchangeResource,
            });
            return Task.CompletedTask;
        });

        var answer = await RequestAsync(Forge(new SigningCredentials(new X509SecurityKey(certificate), SecurityAlgorithms.RsaSha256), issuer: "https://token.example"));

        Refused(answer, 50027);
        Assert.Contains("is not in this sandbox", answer["error_description"], StringComparison.Ordinal);
    }

    private static void Refused(TokenAnswer answer, int code)
    {
        if (code == 50027)
        {
            ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", code);
        }
        else
        {
            ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", code);
        }
    }

    private static (string, string)[] Proof(string assertion) =>
        [("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion)];

    private async Task<string> AssertionAsync() => (await AskAsync(_fixture, $"resource={ExchangeResource}&client_id={SharedClient}"))["access_token"];

    private Task<TokenAnswer> RequestAsync(string assertion, params IEnumerable<(string, string)> changes) => _fixture.TokenAsync(
    [
        ("grant_type", "client_credentials"), ("client_id", SeededApp.Federated.ClientId), ("scope", "https://graph.microsoft.com/.default"), .. Proof(assertion), .. changes,
    ]);

    /// <summary>All as it should be, but for the signature or that the token says nothing of an application.</summary>
    private string Forge(SigningCredentials credentials, string? issuer = null) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer ?? $"https://localhost:7443/{SeededTenants.Contoso}/v2.0",
        Audience = ExchangeResource,
        NotBefore = _fixture.Clock.GetUtcNow().UtcDateTime,
        Expires = _fixture.Clock.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object> { ["sub"] = SharedPrincipal, ["tid"] = SeededTenants.Contoso },
        SigningCredentials = credentials,
    });
}
