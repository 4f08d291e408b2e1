using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The metadata document, the keys and the instance discovery, as client libraries read them.</summary>
public sealed class MetadataTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Base = "https://localhost:7443";

    [Theory]
    [InlineData(SeededTenants.Contoso, SeededTenants.Contoso)]
    [InlineData("contoso.example", SeededTenants.Contoso)]
    [InlineData("FABRIKAM.example", SeededTenants.Fabrikam)]
    [InlineData("common", "{tenantid}")]
    [InlineData("organizations", "{tenantid}")]
    [InlineData("consumers", "9188040d-6c67-4c5b-b112-36a304b66dad")]
    public async Task The_issuer_names_the_tenant_by_its_id(string tenant, string issuer)
    {
        Assert.Equal($"{Base}/{issuer}/v2.0", (await GetAsync($"/{tenant}/v2.0/.well-known/openid-configuration"))["issuer"]!.GetValue<string>());
        Assert.All((await GetAsync($"/{tenant}/discovery/v2.0/keys"))["keys"]!.AsArray(), key => Assert.Equal($"{Base}/{issuer}/v2.0", key!["issuer"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("nowhere.example")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    public async Task An_unknown_tenant_is_AADSTS90002(string tenant)
    {
        foreach (var path in new[] { "v2.0/.well-known/openid-configuration", "discovery/v2.0/keys" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{tenant}/{path}");
            ProtocolAssert.IsError(await fixture.SendAsync(request), HttpStatusCode.BadRequest, "invalid_tenant", 90002);
        }
    }

    [Fact]
    public async Task Microsoft_IdentityModel_reads_it()
    {
        var configuration = await ReadAsync();

        Assert.Equal($"{Base}/{SeededTenants.Contoso}/oauth2/v2.0/authorize", configuration.AuthorizationEndpoint);
        Assert.Equal($"{Base}/{SeededTenants.Contoso}/oauth2/v2.0/token", configuration.TokenEndpoint);
        Assert.Equal($"{Base}/{SeededTenants.Contoso}/oauth2/v2.0/logout", configuration.EndSessionEndpoint);
        Assert.Equal($"{Base}/oidc/userinfo", configuration.UserInfoEndpoint);
        Assert.Equal(["client_secret_post", "private_key_jwt", "client_secret_basic"], configuration.TokenEndpointAuthMethodsSupported);
        Assert.Equal(["query", "fragment", "form_post"], configuration.ResponseModesSupported);
        Assert.Equal(["pairwise"], configuration.SubjectTypesSupported);
        Assert.Equal(["RS256"], configuration.IdTokenSigningAlgValuesSupported);
        Assert.True(configuration.FrontchannelLogoutSupported is "True" or "true");
        Assert.True(configuration.HttpLogoutSupported);
        Assert.Equal(2, configuration.SigningKeys.DistinctBy(key => key.KeyId).Count());
    }

    [Fact]
    public async Task It_has_the_fields_that_the_cloud_has()
    {
        var document = await GetAsync($"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration");

        Assert.Subset(document.Select(member => member.Key).ToHashSet(), new HashSet<string>
        {
            "token_endpoint", "token_endpoint_auth_methods_supported", "jwks_uri", "response_modes_supported", "subject_types_supported",
            "id_token_signing_alg_values_supported", "response_types_supported", "scopes_supported", "issuer", "request_uri_parameter_supported",
            "userinfo_endpoint", "authorization_endpoint", "device_authorization_endpoint", "http_logout_supported", "frontchannel_logout_supported",
            "end_session_endpoint", "claims_supported", "tenant_region_scope", "cloud_instance_name", "cloud_graph_host_name", "msgraph_host",
        });
        Assert.False(document.ContainsKey("code_challenge_methods_supported"), "The cloud accepts S256 and plain, and its metadata lists neither.");
    }

    [Fact]
    public async Task Each_key_has_its_certificate_and_thumbprint()
    {
        var keys = (await GetAsync("/common/discovery/v2.0/keys"))["keys"]!.AsArray();

        Assert.Equal(2, keys.Count);
        Assert.All(keys, key =>
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key!["x5c"]![0]!.GetValue<string>()));
            Assert.Equal(Base64UrlEncoder.Encode(certificate.GetCertHash()), key["x5t"]!.GetValue<string>());
            Assert.Equal(key["x5t"]!.GetValue<string>(), key["kid"]!.GetValue<string>());
            Assert.False(certificate.HasPrivateKey);
            Assert.False(key.AsObject().ContainsKey("alg"), "The keys of the cloud do not name an algorithm.");
            Assert.DoesNotContain(["d", "p", "q", "dp", "dq", "qi"], name => key.AsObject().ContainsKey(name));
        });
    }

    [Fact]
    public async Task Endpoints_are_named_by_the_address_that_the_client_used()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:9999/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration");

        Assert.Equal($"https://127.0.0.1:9999/{SeededTenants.Contoso}/v2.0", (await fixture.SendAsync(request))["issuer"]);
    }

    [Fact]
    public async Task Instance_discovery_names_this_host_alone()
    {
        var document = await GetAsync($"/common/discovery/instance?api-version=1.1&authorization_endpoint={Base}/{SeededTenants.Contoso}/oauth2/v2.0/authorize");

        Assert.Equal($"{Base}/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration", document["tenant_discovery_endpoint"]!.GetValue<string>());
        var instance = Assert.Single(document["metadata"]!.AsArray());
        Assert.Equal("localhost:7443", instance!["preferred_network"]!.GetValue<string>());
        Assert.Equal("localhost:7443", Assert.Single(instance["aliases"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task Instance_discovery_for_another_host_is_invalid_instance()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/common/discovery/instance?authorization_endpoint=https%3A%2F%2Fevil.example%2Fcommon%2Foauth2%2Fv2.0%2Fauthorize");

        ProtocolAssert.IsError(await fixture.SendAsync(request), HttpStatusCode.BadRequest, "invalid_instance", 50049);
    }

    private async Task<JsonObject> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await fixture.SendAsync(request)).Body;
    }

    private async Task<OpenIdConnectConfiguration> ReadAsync() => await OpenIdConnectConfigurationRetriever.GetAsync(
        $"{Base}/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration", new HttpDocumentRetriever(fixture.Sandbox.CreateWireClient()), EntraIdFixture.Token);
}
