using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ManagedIdentities;
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
    public async Task An_added_certificate_proves_the_app_until_it_is_removed()
    {
        var id = await graph.RegisterAppAsync();
        using var first = NewCertificate();
        using var second = NewCertificate();
        await graph.AsAdministratorAsync(
            Write, "PATCH", $"/applications/{id}", $$"""{"keyCredentials":[{{KeyOf(first)}}]}""");
        RefusesCertificate(await ByCertificateAsync(id, second));

        var added = await AddKeyAsync(id, second, Proof(id, first));
        Assert.Equal(HttpStatusCode.OK, (await ByCertificateAsync(id, second)).Status);

        var removal = $$"""{"keyId":"{{added["keyId"]}}","proof":"{{Proof(id, first)}}"}""";
        await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/removeKey", removal);
        RefusesCertificate(await ByCertificateAsync(id, second));
        Assert.Equal(HttpStatusCode.OK, (await ByCertificateAsync(id, first)).Status);
    }

    [Fact]
    public async Task A_federated_credential_proves_the_app_until_it_names_another_subject_or_is_deleted()
    {
        var id = await graph.RegisterAppAsync();
        var assertion = (await IdentityEndpoint.AskAsync(
            graph.Login,
            $"resource={IdentityEndpoint.ExchangeResource}&client_id={IdentityEndpoint.SharedClient}"))["access_token"];
        var issuer = new JsonWebToken(assertion).Issuer;
        RefusesSubject(await ByAssertionAsync(id, assertion));

        var address = $"/applications/{id}/federatedIdentityCredentials";
        var created = await graph.AsAdministratorAsync(Write, "POST", address, $$"""
            {
              "name": "identity", "issuer": "{{issuer}}", "subject": "{{IdentityEndpoint.SharedPrincipal}}",
              "audiences": ["{{IdentityEndpoint.ExchangeResource}}"]
            }
            """);
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        Assert.Equal(HttpStatusCode.OK, (await ByAssertionAsync(id, assertion)).Status);

        await SetSubjectAsync(IdentityEndpoint.SystemPrincipal);
        RefusesSubject(await ByAssertionAsync(id, assertion));
        await SetSubjectAsync(IdentityEndpoint.SharedPrincipal);
        Assert.Equal(HttpStatusCode.OK, (await ByAssertionAsync(id, assertion)).Status);

        await graph.AsAdministratorAsync(Write, "DELETE", $"{address}/identity");
        RefusesSubject(await ByAssertionAsync(id, assertion));

        Task SetSubjectAsync(string subject) => graph.AsAdministratorAsync(
            Write, "PATCH", $"{address}/identity", $$"""{"subject":"{{subject}}"}""");
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
        string issuer, X509Certificate2 certificate, Dictionary<string, object>? headers = null) =>
        Sign(issuer, certificate, "00000002-0000-0000-c000-000000000000", [], headers);

    private Task<TokenAnswer> ByCertificateAsync(string id, X509Certificate2 certificate)
    {
        const string TokenEndpoint = $"https://localhost:7443/{SeededTenants.Contoso}/oauth2/v2.0/token";
        var claims = new Dictionary<string, object> { ["sub"] = id, ["jti"] = Guid.NewGuid().ToString() };
        return ByAssertionAsync(id, Sign(id, certificate, TokenEndpoint, claims));
    }

    private Task<TokenAnswer> ByAssertionAsync(string id, string assertion) => graph.Login.TokenAsync(
        ("grant_type", "client_credentials"), ("client_id", id), ("scope", "https://graph.microsoft.com/.default"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion));

    private static void RefusesCertificate(TokenAnswer answer) =>
        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 700027);

    private static void RefusesSubject(TokenAnswer answer) =>
        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 700213);

    private string Sign(
        string issuer, X509Certificate2 certificate, string audience, Dictionary<string, object> claims,
        Dictionary<string, object>? headers = null)
    {
        var now = graph.Login.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
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
