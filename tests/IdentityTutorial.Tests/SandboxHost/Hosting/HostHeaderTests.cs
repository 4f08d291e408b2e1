using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.SandboxHost.Hosting;

/// <summary>Issuers and endpoints are made of the Host header, which any caller can write as they like.</summary>
public sealed class HostHeaderTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData("a b")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("[]")]
    [InlineData("localhost:99999")]
    [InlineData("localhost:-1")]
    [InlineData("localhost:x")]
    [InlineData("localhost:7443:7443")]
    [InlineData("localhost:")]
    [InlineData(":7443")]
    [InlineData("localhost/evil.example")]
    [InlineData("user@localhost")]
    [InlineData("localhost#")]
    [InlineData("localhost\\")]
    [InlineData("localhost%")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task A_host_that_is_none_of_the_sandboxs_is_answered_with_400(string host)
    {
        foreach (var path in new[]
        {
            "/", $"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration", $"/{SeededTenants.B2CDomain}/B2C_1_susi/v2.0/.well-known/openid-configuration",
            $"/{SeededTenants.Contoso}/oauth2/v2.0/logout", "/v1.0/me", "/sandbox/api/ready",
        })
        {
            Assert.Equal((path, 400), (path, await StatusOfAsync(path, host)));
        }

        Assert.DoesNotContain(fixture.Sandbox.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:7443")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:65535")]
    public async Task A_host_of_the_sandbox_is_answered(string host) =>
        Assert.Equal(200, await StatusOfAsync($"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration", host));

    private async Task<int> StatusOfAsync(string path, string host)
    {
        var context = await fixture.Sandbox.Server.SendAsync(
            context =>
            {
                context.Request.Method = HttpMethods.Get;
                context.Request.Scheme = "https";
                context.Request.Path = path;
                context.Request.Headers.Host = host;
            },
            EntraIdFixture.Token);
        return context.Response.StatusCode;
    }
}
