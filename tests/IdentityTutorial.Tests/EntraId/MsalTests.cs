using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Microsoft's own client library, MSAL.NET, against the sandbox.</summary>
public sealed class MsalTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly string[] _userRead = ["User.Read"];
    private static readonly string[] _graph = ["https://graph.microsoft.com/.default"];

    [Fact]
    public async Task It_redeems_a_code_finds_the_token_in_its_cache_and_refreshes_it()
    {
        var client = Confidential(SeededApp.SignIn).WithClientSecret(SeededApp.Secret).Build();
        var code = await fixture.GetCodeAsync(SeededApp.SignIn, changes: ("scope", "openid profile offline_access User.Read"));

        var first = await client.AcquireTokenByAuthorizationCode(_userRead, code).ExecuteAsync(EntraIdFixture.Token);
        var cached = await client.AcquireTokenSilent(_userRead, first.Account).ExecuteAsync(EntraIdFixture.Token);
        var refreshed = await client.AcquireTokenSilent(_userRead, first.Account).WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);

        Assert.Equal((SeededTenants.Alice, SeededTenants.Contoso), (first.Account.Username, first.TenantId));
        Assert.Equal((TokenSource.Cache, first.AccessToken), (cached.AuthenticationResultMetadata.TokenSource, cached.AccessToken));
        Assert.Equal(TokenSource.IdentityProvider, refreshed.AuthenticationResultMetadata.TokenSource);
        Assert.NotEqual(first.AccessToken, refreshed.AccessToken);
    }

    [Fact]
    public async Task It_proves_an_application_by_certificate_and_gets_a_token_for_it()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=msal", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await fixture.ChangeAsync(db =>
        {
            db.Add(new ClientCredential { Id = Guid.NewGuid(), ClientId = Guid.Parse(SeededApp.Certificate.ClientId), Certificate = certificate.RawData, ExpiresAt = DateTimeOffset.MaxValue });
            return Task.CompletedTask;
        });
        var client = Confidential(SeededApp.Certificate).WithCertificate(certificate).Build();

        var result = await client.AcquireTokenForClient(_graph).ExecuteAsync(EntraIdFixture.Token);

        Assert.NotEmpty(result.AccessToken);
    }

    [Fact]
    public async Task It_reads_number_and_correlation_id_of_an_error()
    {
        var client = Confidential(SeededApp.SignIn).WithClientSecret("wrong").Build();
        var correlation = Guid.NewGuid();

        var exception = await Assert.ThrowsAsync<MsalServiceException>(() => client.AcquireTokenForClient(_graph).WithCorrelationId(correlation).ExecuteAsync(EntraIdFixture.Token));

        Assert.Equal(("invalid_client", 401, correlation.ToString()), (exception.ErrorCode, exception.StatusCode, exception.CorrelationId));
        Assert.Contains("AADSTS7000215", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_for_interaction_when_consent_is_missing()
    {
        await using var own = new EntraIdFixture();
        var client = Confidential(SeededApp.AsksForConsent, own).WithClientSecret(SeededApp.Secret).Build();
        var code = await own.GetCodeAsync(SeededApp.AsksForConsent, changes: ("scope", "openid profile offline_access User.Read"));
        var first = await client.AcquireTokenByAuthorizationCode(_userRead, code).ExecuteAsync(EntraIdFixture.Token);

        var exception = await Assert.ThrowsAsync<MsalUiRequiredException>(() => client.AcquireTokenSilent(["Mail.Read"], first.Account).ExecuteAsync(EntraIdFixture.Token));

        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, exception.Classification);
    }

    private ConfidentialClientApplicationBuilder Confidential(SeededApp app, EntraIdFixture? at = null) => ConfidentialClientApplicationBuilder.Create(app.ClientId)
        .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
        .WithRedirectUri(app.RedirectUri)
        .WithHttpClientFactory(new MsalToSandbox((at ?? fixture).Sandbox));
}
