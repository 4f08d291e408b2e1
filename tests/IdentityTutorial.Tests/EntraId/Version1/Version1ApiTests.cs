using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>APIs with the official packages accept access tokens of version 1.0.</summary>
public sealed class Version1ApiTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Client = "sandbox";

    [Fact]
    public async Task JwtBearer_accepts_a_token_by_the_metadata_of_version_1()
    {
        await using var api = await StartAsync(authentication => authentication.AddJwtBearer(options =>
        {
            options.Authority = Version1Flow.Issuer;
            options.Audience = Version1Flow.Reports;
            options.MapInboundClaims = false;
            options.BackchannelHttpHandler = fixture.Sandbox.Server.CreateHandler();
        }));

        var accepted = await CallAsync(api, await GetTokenAsync(Version1Flow.Reports));
        var otherName = await CallAsync(api, await GetTokenAsync(SeededApp.ReportsApi.ClientId));
        var version2 = await fixture.GetTokensAsync(
            SeededApp.OwnApi, changes: ("scope", $"{SeededApp.OwnApi.ClientId}/.default"));
        var otherVersion = await CallAsync(api, version2["access_token"]);

        Assert.Equal((HttpStatusCode.OK, "alice@contoso.example Reports.Read"), accepted);
        Assert.Equal(HttpStatusCode.Unauthorized, otherName.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, otherVersion.Status);
    }

    [Fact]
    public async Task Microsoft_Identity_Web_accepts_tokens_of_both_versions()
    {
        await using var api = await StartAsync(authentication => authentication.AddMicrosoftIdentityWebApi(
            bearer =>
            {
                bearer.MapInboundClaims = false;
                bearer.BackchannelHttpHandler = fixture.Sandbox.Server.CreateHandler();
            },
            identity =>
            {
                identity.Instance = "https://localhost:7443/";

                // The library keeps its issuer checks by authority for the life of the process. No other test names the
                // tenant in this way (IssuerChecks).
                identity.TenantId = "Contoso.Example";
                identity.ClientId = SeededApp.ReportsApi.ClientId;
            }));

        // Microsoft.Identity.Web expects this name in version 1.0, and the client ID in version 2.0.
        var version1 = await CallAsync(api, await GetTokenAsync($"api://{SeededApp.ReportsApi.ClientId}"));
        await fixture.ChangeAsync(async db => (await db.FindAsync<Sandbox.Applications.Application>(
            [Guid.Parse(SeededApp.ReportsApi.ClientId)], EntraIdFixture.Token))!.AccessTokenVersion = 2);
        var version2 = await CallAsync(api, await GetTokenAsync(SeededApp.ReportsApi.ClientId));
        await fixture.ChangeAsync(async db => (await db.FindAsync<Sandbox.Applications.Application>(
            [Guid.Parse(SeededApp.ReportsApi.ClientId)], EntraIdFixture.Token))!.AccessTokenVersion = 1);

        Assert.Equal((HttpStatusCode.OK, "alice@contoso.example Reports.Read"), version1);
        Assert.Equal((HttpStatusCode.OK, " Reports.Read"), version2);
    }

    private async Task<string> GetTokenAsync(string resource)
    {
        var scope = ("scope", $"openid {resource}/Reports.Read");
        return (await fixture.GetTokensAsync(SeededApp.ReportsClient, changes: scope))["access_token"];
    }

    private async Task<WebApplication> StartAsync(Action<AuthenticationBuilder> addScheme)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        addScheme(builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme));
        builder.Services.AddAuthorization();
        builder.Services.AddHttpClient(Client).ConfigurePrimaryHttpMessageHandler(fixture.Sandbox.Server.CreateHandler);
        builder.Services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = Client);
        var api = builder.Build();
        api.UseAuthentication();
        api.UseAuthorization();
        api.MapGet("/", (ClaimsPrincipal user) => $"{user.FindFirstValue("upn")} {user.FindFirstValue("scp")}")
            .RequireAuthorization();
        await api.StartAsync(EntraIdFixture.Token);
        return api;
    }

    private static async Task<(HttpStatusCode Status, string Text)> CallAsync(WebApplication api, string token)
    {
        using var client = api.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await client.SendAsync(request, EntraIdFixture.Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(EntraIdFixture.Token));
    }
}
