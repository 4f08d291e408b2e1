using IdentityTutorial.Tests.StandIns.IdentityWeb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>Tokens for the app itself, the header provider, and authorities other than a plain address.</summary>
public sealed class AppTokenTests
{
    private const string Scope = "https://graph.microsoft.com/.default";

    [Fact]
    public async Task The_apps_own_token_is_got_once_and_then_from_the_cache()
    {
        await using var app = await TokenApp.StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var tokens = request.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        Assert.Equal("access-1", await tokens.GetAccessTokenForAppAsync(Scope));
        Assert.Equal("access-1", await tokens.GetAccessTokenForAppAsync(Scope));

        var sent = Assert.Single(app.Requests);
        Assert.Equal("client_credentials", sent["grant_type"]);
        Assert.Contains(Scope, sent["scope"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User.Read", null, "IDW10404")]
    [InlineData(Scope, "common", "IDW10405")]
    public async Task A_scope_of_users_and_a_tenant_that_is_none_are_refused(string scope, string? tenant, string code)
    {
        await using var app = await TokenApp.StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var tokens = request.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => tokens.GetAccessTokenForAppAsync(scope, tenant: tenant));

        Assert.StartsWith(code, exception.Message, StringComparison.Ordinal);
        Assert.Empty(app.Requests);
    }

    [Fact]
    public async Task A_scheme_without_settings_is_an_error_that_names_it()
    {
        await using var app = await TokenApp.StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var tokens = request.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => tokens.GetAccessTokenForAppAsync(Scope, "Nonsense", tenant: null));

        Assert.Contains("IDW10503", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Nonsense'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("OpenIdConnect", tokens.GetEffectiveAuthenticationScheme(null));
    }

    [Fact]
    public async Task The_header_provider_puts_the_scheme_before_the_token()
    {
        await using var app = await TokenApp.StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var headers = request.ServiceProvider.GetRequiredService<IAuthorizationHeaderProvider>();

        Assert.Equal("Bearer access-1", await headers.CreateAuthorizationHeaderForAppAsync(Scope, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("Bearer access-1", await headers.CreateAuthorizationHeaderAsync(
            [Scope], new() { RequestAppToken = true }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_customers_code_and_refresh_token_go_to_the_user_flow()
    {
        var provider = new StubProvider { MetadataIssuer = $"/{SeededTenants.B2C}/v2.0/" };
        provider.Claims.Remove("preferred_username");
        provider.Claims.Remove("tid");
        provider.Claims["iss"] = $"{provider.Address}{SeededTenants.B2C}/v2.0/";
        provider.Claims["tfp"] = "B2C_1_susi";
        await using var app = await TokenApp.StartAsync(SignInApp.B2C(provider), provider: provider);

        await app.SignInAsync();

        Assert.Equal("access-1", await app.TokenAsync());
        Assert.Equal("access-2", await app.TokenAsync(query: "&force=true"));
        Assert.All(
            provider.Fetched.Where(address => address.AbsolutePath.EndsWith("/token", StringComparison.Ordinal)),
            address => Assert.Equal("/tfp/fabrikamb2c.onmicrosoft.com/b2c_1_susi/oauth2/v2.0/token", address.AbsolutePath, ignoreCase: true));
    }
}
