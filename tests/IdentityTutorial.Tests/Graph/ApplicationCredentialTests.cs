using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Applications.Item.AddPassword;
using Microsoft.Graph.Applications.Item.RemovePassword;
using Microsoft.Graph.Models;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Apps get secrets, certificates and federated credentials through Graph.</summary>
public sealed class ApplicationCredentialTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "Application.ReadWrite.All";

    // A header parameter that the sandbox does not know, and must not ignore (RFC 7515, section 4.1.11).
    private static readonly Dictionary<string, object> _critical = new() { ["crit"] = new[] { "exp" }, ["exp"] = 1 };

    [Fact]
    public async Task A_secret_works_at_once_and_a_removed_one_no_more()
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        var id = await graph.RegisterAppAsync();
        var first = await sdk.Applications[id].AddPassword.PostAsync(
            new AddPasswordPostRequestBody(), cancellationToken: GraphFixture.Token);
        var forOneDay = new PasswordCredential { EndDateTime = graph.Login.Clock.GetUtcNow().AddDays(1) };
        var second = await sdk.Applications[id].AddPassword.PostAsync(
            new AddPasswordPostRequestBody { PasswordCredential = forOneDay }, cancellationToken: GraphFixture.Token);
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, first!.SecretText!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, second!.SecretText!)).Status);

        await sdk.Applications[id].RemovePassword.PostAsync(
            new RemovePasswordPostRequestBody { KeyId = first.KeyId }, cancellationToken: GraphFixture.Token);

        ProtocolAssert.IsError(
            await graph.AppTokenAsync(id, first.SecretText!),
            HttpStatusCode.Unauthorized,
            "invalid_client",
            7000215);
        Assert.Equal(HttpStatusCode.OK, (await graph.AppTokenAsync(id, second.SecretText!)).Status);
    }

    [Fact]
    public async Task A_certificate_is_added_with_a_proof_by_the_one_before()
    {
        var id = await graph.RegisterAppAsync();
        using var first = NewCertificate();
        using var second = NewCertificate();
        var patched = await graph.AsAdministratorAsync(
            Write, "PATCH", $"/applications/{id}", $$"""{"keyCredentials":[{{KeyOf(first)}}]}""");
        Assert.True(patched.Status == HttpStatusCode.NoContent, patched.Body.ToString());

        var wrong = await AddKeyAsync(id, second, Proof(id, second));
        var critical = await AddKeyAsync(id, second, Proof(id, first, _critical));
        var foreign = await AddKeyAsync(id, second, Proof(Guid.NewGuid().ToString(), first));
        var added = await AddKeyAsync(id, second, Proof(id, first));
        var removal = $$"""{"keyId":"{{added["keyId"]}}","proof":"{{Proof(id, second)}}"}""";
        var removed = await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/removeKey", removal);

        GraphAssert.IsError(wrong, 401, "Authentication_MissingOrMalformed");
        GraphAssert.IsError(critical, 401, "Authentication_MissingOrMalformed");
        GraphAssert.IsError(foreign, 401, "Authentication_MissingOrMalformed");
        Assert.Equal(second.Thumbprint, added["customKeyIdentifier"]);
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Single((await graph.GetAsync($"/applications/{id}")).Body["keyCredentials"]!.AsArray());
    }

    [Fact]
    public async Task Federated_credentials_are_managed_by_the_SDK()
    {
        var id = await graph.RegisterAppAsync();
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        var credentials = sdk.Applications[id].FederatedIdentityCredentials;

        var created = await credentials.PostAsync(
            new FederatedIdentityCredential
            {
                Name = "build",
                Issuer = "https://token.actions.example",
                Subject = "repo:a/b",
                Audiences = ["api://AzureADTokenExchange"],
            },
            cancellationToken: GraphFixture.Token);
        await credentials[created!.Id].PatchAsync(
            new FederatedIdentityCredential { Subject = "repo:a/c" }, cancellationToken: GraphFixture.Token);
        var read = Assert.Single((await credentials.GetAsync(cancellationToken: GraphFixture.Token))!.Value!);
        await credentials[created.Id].DeleteAsync(cancellationToken: GraphFixture.Token);

        Assert.Equal(("build", "repo:a/c"), (read.Name, read.Subject));
        Assert.Empty((await credentials.GetAsync(cancellationToken: GraphFixture.Token))!.Value!);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(20));
    }

    private string Proof(
        string issuer, X509Certificate2 certificate, Dictionary<string, object>? headers = null)
    {
        var now = graph.Login.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "00000002-0000-0000-c000-000000000000",
            NotBefore = now,
            Expires = now.AddMinutes(10),
            AdditionalHeaderClaims = headers,
            SigningCredentials = new X509SigningCredentials(certificate),
        });
    }

    private static string KeyOf(X509Certificate2 certificate) => $$"""
        {"type":"AsymmetricX509Cert","usage":"Verify","key":"{{Convert.ToBase64String(certificate.RawData)}}"}
        """;

    private Task<GraphAnswer> AddKeyAsync(string id, X509Certificate2 certificate, string proof)
    {
        var body = $$"""{"keyCredential":{{KeyOf(certificate)}},"passwordCredential":null,"proof":"{{proof}}"}""";
        return graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/addKey", body);
    }
}
