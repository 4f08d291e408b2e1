using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>How the app proves who it is, as the token endpoint sees it.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Password = "only-for-this-test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly X509Certificate2 _certificate = NewCertificate();

    [Fact]
    public async Task A_secret_is_sent_as_form_field()
    {
        await using var app = await TokenApp.StartAsync();

        await app.SignInAsync();

        Assert.Equal("sandbox-only-not-a-secret", app.Requests[0]["client_secret"]);
    }

    [Theory]
    [InlineData(CredentialSource.Path, false)]
    [InlineData(CredentialSource.Base64Encoded, true)]
    public async Task A_certificate_signs_an_assertion(CredentialSource source, bool sendX5C)
    {
        await using var app = await TokenApp.StartAsync(new(CertificateSettings(source)) { ["SendX5C"] = sendX5C.ToString() });

        await app.SignInAsync();

        var request = app.Requests[0];
        Assert.False(request.ContainsKey("client_secret"));
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", request["client_assertion_type"]);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(request["client_assertion"], new()
        {
            IssuerSigningKey = new X509SecurityKey(_certificate),
            ValidIssuer = request["client_id"],
            ValidAudience = $"{app.Provider.Address}{SeededTenants.Contoso}/oauth2/v2.0/token",
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(request["client_id"], ((JsonWebToken)result.SecurityToken).Subject);
        Assert.Equal(sendX5C, ((JsonWebToken)result.SecurityToken).TryGetHeaderValue<object>("x5c", out _));
    }

    [Fact]
    public async Task A_signed_assertion_file_is_read_again_for_each_request()
    {
        var file = Path.Combine(_folder.FullName, "assertion");
        await File.WriteAllTextAsync(file, "first-assertion\n", TestContext.Current.CancellationToken);
        await using var app = await TokenApp.StartAsync(new()
        {
            ["ClientCredentials:0:SourceType"] = nameof(CredentialSource.SignedAssertionFilePath),
            ["ClientCredentials:0:SignedAssertionFileDiskPath"] = file,
        });

        await app.SignInAsync();
        await File.WriteAllTextAsync(file, "second-assertion", TestContext.Current.CancellationToken);
        await app.TokenAsync(query: "&force=true");

        Assert.Equal(["first-assertion", "second-assertion"], app.Requests.Select(request => request["client_assertion"]));
    }

    [Fact]
    public async Task The_first_credential_that_can_be_loaded_is_used_and_the_log_says_why_the_others_are_not()
    {
        await using var app = await TokenApp.StartAsync(new()
        {
            ["ClientCredentials:0:SourceType"] = nameof(CredentialSource.Path),
            ["ClientCredentials:0:CertificateDiskPath"] = Path.Combine(_folder.FullName, "missing.pfx"),
            ["ClientCredentials:1:SourceType"] = nameof(CredentialSource.SignedAssertionFilePath),
            ["ClientCredentials:1:SignedAssertionFileDiskPath"] = Path.Combine(_folder.FullName, "missing"),
            ["ClientCredentials:2:SourceType"] = nameof(CredentialSource.ClientSecret),
            ["ClientCredentials:2:ClientSecret"] = "skipped-secret",
            ["ClientCredentials:2:Skip"] = "true",
            ["ClientCredentials:3:SourceType"] = nameof(CredentialSource.ClientSecret),
            ["ClientCredentials:3:ClientSecret"] = "the-good-secret",
        });

        await app.SignInAsync();

        Assert.Equal("the-good-secret", app.Requests[0]["client_secret"]);
        Assert.Contains(app.App.Log.Problems, line => line.Text.Contains("missing.pfx", StringComparison.Ordinal));
        app.App.Log.ShouldNotContain(["the-good-secret", "skipped-secret"]);
    }

    [Fact]
    public async Task No_usable_credential_is_an_error_that_names_the_setting()
    {
        await using var app = await TokenApp.StartAsync(new()
        {
            ["ClientCredentials:0:SourceType"] = nameof(CredentialSource.KeyVault),
        });

        var back = await app.App.AnswerAsync(await app.App.ChallengeAsync());

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, back.Status);
        Assert.Contains(app.App.Log.Problems, line => line.Text.Contains("IDW10109", StringComparison.Ordinal)
            && line.Text.Contains("KeyVault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_without_its_key_is_passed_over()
    {
        var settings = CertificateSettings(CredentialSource.Certificate);
        settings["ClientCredentials:1:SourceType"] = nameof(CredentialSource.ClientSecret);
        settings["ClientCredentials:1:ClientSecret"] = "the-good-secret";
        using var half = X509CertificateLoader.LoadCertificate(_certificate.Export(X509ContentType.Cert));
        await using var app = await TokenApp.StartAsync(settings, configure: services => services.PostConfigure<MicrosoftIdentityOptions>(
            "OpenIdConnect", options => options.ClientCredentials!.First().Certificate = half));

        await app.SignInAsync();

        Assert.Equal("the-good-secret", app.Requests[0]["client_secret"]);
        Assert.Contains(app.App.Log.Problems, line => line.Text.Contains("private key", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string?> CertificateSettings(CredentialSource source)
    {
        var pfx = _certificate.Export(X509ContentType.Pfx, Password);
        var file = Path.Combine(_folder.FullName, "app.pfx");
        File.WriteAllBytes(file, pfx);
        return new()
        {
            ["ClientCredentials:0:SourceType"] = source.ToString(),
            ["ClientCredentials:0:CertificateDiskPath"] = file,
            ["ClientCredentials:0:Base64EncodedValue"] = Convert.ToBase64String(pfx),
            ["ClientCredentials:0:CertificatePassword"] = Password,
        };
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=credential-test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
