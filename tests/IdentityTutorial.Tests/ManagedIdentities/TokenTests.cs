using System.Globalization;
using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>The App Service managed-identity endpoint on the wire.</summary>
public sealed class TokenTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Database = "https://ossrdbms-aad.database.windows.net";
    private const string Graph = "https://graph.microsoft.com";

    [Fact]
    public async Task The_answer_is_that_of_App_Service()
    {
        var answer = await AskAsync(fixture, $"resource={Database}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["access_token", "expires_on", "resource", "client_id", "token_type"], answer.Body.Select(member => member.Key));
        Assert.Equal((Database, SystemClient, "Bearer"), (answer["resource"], answer["client_id"], answer["token_type"]));
        Assert.Equal(answer.AccessToken.ValidTo, DateTimeOffset.FromUnixTimeSeconds(long.Parse(answer["expires_on"], CultureInfo.InvariantCulture)).UtcDateTime);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database, Database, "1.0", "/")]
    [InlineData(Database + "/", Database, "1.0", "/")]
    [InlineData(Graph, Graph, "1.0", "/")]
    [InlineData(ExchangeResource, "fb60f99c-7a34-4190-8149-302f77469936", "2.0", "/v2.0")]
    [InlineData("api://tasks.contoso.example", "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12", "2.0", "/v2.0")]
    [InlineData("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12", "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a12", "2.0", "/v2.0")]
    [InlineData("https://contoso.example/reports", "https://contoso.example/reports", "1.0", "/")]
    [InlineData("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a60", "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a60", "1.0", "/")]
    public async Task The_token_is_for_the_resource_and_from_the_tenant(string resource, string audience, string version, string issuerEnd)
    {
        var token = (await AskAsync(fixture, $"resource={Uri.EscapeDataString(resource)}")).AccessToken;

        Assert.Equal((audience, $"https://localhost:7443/{SeededTenants.Contoso}{issuerEnd}", version), (Assert.Single(token.Audiences), token.Issuer, token.GetPayloadValue<string>("ver")));
        Assert.Equal((SystemPrincipal, SystemPrincipal, "app"), (token.Subject, token.GetPayloadValue<string>("oid"), token.GetPayloadValue<string>("idtyp")));
    }

    [Theory]
    [InlineData("", SystemPrincipal)]
    [InlineData("client_id=" + SharedClient, SharedPrincipal)]
    [InlineData("client_id=" + SystemClient, SystemPrincipal)]
    [InlineData("principal_id=" + SharedPrincipal, SharedPrincipal)]
    [InlineData("object_id=" + SharedPrincipal, SharedPrincipal)]
    public async Task The_request_names_the_identity_or_means_the_web_apps_own(string query, string principal) =>
        Assert.Equal(principal, (await AskAsync(fixture, $"resource={ExchangeResource}&{query}")).AccessToken.Subject);

    [Fact]
    public async Task Its_application_permissions_count_at_Graph()
    {
        var token = (await AskAsync(fixture, $"resource={Graph}"))["access_token"];
        var powerless = (await AskAsync(fixture, $"resource={Graph}&client_id={SharedClient}"))["access_token"];

        Assert.Equal(HttpStatusCode.OK, await UsersAsync(token));
        Assert.Equal(HttpStatusCode.Forbidden, await UsersAsync(powerless));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Forbidden)]
    [InlineData("SANDBOX-ONLY-NOT-A-SECRET", HttpStatusCode.Forbidden)]
    public async Task Without_the_right_header_there_is_nothing(string? header, HttpStatusCode status) =>
        IsProblem(await AskAsync(fixture, $"resource={ExchangeResource}", header), status, "X-IDENTITY-HEADER");

    [Theory]
    [InlineData("resource=https://vault.azure.net", "https://vault.azure.net")]
    [InlineData("resource=" + SeededTenants.CustomerChapter, "AADSTS500011")]
    [InlineData("resource=", "resource")]
    [InlineData("x=1", "resource")]
    [InlineData("resource=a&resource=b", "more than once")]
    [InlineData("resource=" + ExchangeResource + "&api-version=2017-09-01", "2019-08-01")]
    [InlineData("resource=" + ExchangeResource + "&api-version=", "api-version")]
    [InlineData("resource=" + ExchangeResource + "&client_id=00000000-0000-0000-0000-000000000001", "No User Assigned or Delegated Managed Identity found")]
    [InlineData("resource=" + ExchangeResource + "&client_id=x", "No User Assigned or Delegated Managed Identity found")]
    [InlineData("resource=" + ExchangeResource + "&mi_res_id=/subscriptions/x", "No User Assigned or Delegated Managed Identity found")]
    [InlineData("resource=" + ExchangeResource + "&client_id=" + SharedClient + "&principal_id=" + SharedPrincipal, "more than one way")]
    public async Task A_wrong_request_is_400_and_says_what_is_wrong(string query, string message) =>
        IsProblem(await AskAsync(fixture, query), HttpStatusCode.BadRequest, message);

    [Fact]
    public async Task A_resource_longer_than_any_is_refused() =>
        IsProblem(await AskAsync(fixture, "resource=" + new string('x', 17 * 1024)), HttpStatusCode.BadRequest, "too long");

    [Fact]
    public async Task Neither_header_nor_token_is_logged()
    {
        await using var own = new EntraIdFixture();
        var answer = await AskAsync(own, $"resource={ExchangeResource}");
        await AskAsync(own, $"resource={ExchangeResource}", "wrong-header-1");

        own.Sandbox.Log.ShouldNotContain([Header, "wrong-header-1", answer["access_token"]]);
    }

    private async Task<HttpStatusCode> UsersAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/users?$top=1");
        request.Headers.Authorization = new("Bearer", token);
        return (await fixture.SendAsync(request)).Status;
    }
}
