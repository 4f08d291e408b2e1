using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Microsoft's library for credentials, Azure.Identity.</summary>
[Collection(NetClientTests.Name)]
public sealed class AzureIdentityTests(ClientNetwork network)
{
    private static readonly TokenRequestContext _graph = new(["https://graph.microsoft.com/.default"]);
    private static readonly TokenRequestContext _userRead = new(["https://graph.microsoft.com/User.Read"]);

    [Fact]
    public async Task A_daemon_gets_a_token_with_its_secret_and_keeps_it()
    {
        var credential = Daemon(SeededApp.Secret, _ => { });

        var first = await credential.GetTokenAsync(_graph, EntraIdFixture.Token);
        var cached = await credential.GetTokenAsync(_graph, EntraIdFixture.Token);
        using var users = await network.GetAsync("https://localhost:7443/v1.0/users?$top=1", first.Token);

        Assert.Equal(first.Token, cached.Token);
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);
    }

    [Fact]
    public async Task A_web_app_redeems_a_code()
    {
        var code = await network.Login.GetCodeAsync(
            SeededApp.SignIn, changes: ("scope", "openid offline_access https://graph.microsoft.com/User.Read"));
        var credential = new AuthorizationCodeCredential(
            SeededTenants.Contoso, SeededApp.SignIn.ClientId, SeededApp.Secret, code,
            Configure(new AuthorizationCodeCredentialOptions { RedirectUri = new Uri(SeededApp.SignIn.RedirectUri) }));

        var token = await credential.GetTokenAsync(_userRead, EntraIdFixture.Token);
        using var me = await network.GetAsync("https://localhost:7443/v1.0/me", token.Token);

        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_web_app_renews_an_expired_token_of_its_user_with_the_refresh_token()
    {
        using var handler = new ShortLivedTokens(network.CreateHandler());
        var code = await network.Login.GetCodeAsync(
            SeededApp.SignIn, changes: ("scope", "openid offline_access https://graph.microsoft.com/User.Read"));
        var options = Configure(new AuthorizationCodeCredentialOptions
        {
            RedirectUri = new Uri(SeededApp.SignIn.RedirectUri),
        });
        options.Transport = new HttpClientTransport(handler);
        var credential = new AuthorizationCodeCredential(
            SeededTenants.Contoso, SeededApp.SignIn.ClientId, SeededApp.Secret, code, options);

        var first = await credential.GetTokenAsync(_userRead, EntraIdFixture.Token);
        var renewed = await credential.GetTokenAsync(_userRead, EntraIdFixture.Token);
        using var me = await network.GetAsync("https://localhost:7443/v1.0/me", renewed.Token);

        Assert.Equal(["authorization_code", "refresh_token"], handler.Grants);
        Assert.NotEqual(first.Token, renewed.Token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_command_line_tool_signs_a_user_in_by_device_code_and_renews_its_token()
    {
        var prompts = 0;
        var credential = new DeviceCodeCredential(Configure(new DeviceCodeCredentialOptions
        {
            TenantId = SeededTenants.Contoso,
            ClientId = SeededApp.Public.ClientId,
            DeviceCodeCallback = async (shown, _) =>
            {
                prompts++;
                using var browser = network.Login.NewBrowser();
                await DeviceFlow.ApproveAsync(browser, shown.UserCode);
            },
        }));

        var first = await credential.GetTokenAsync(_userRead, EntraIdFixture.Token);

        // Claims of an API's challenge make the library pass its cache by.
        var challenged = new TokenRequestContext(
            _userRead.Scopes, claims: """{"access_token":{"acrs":{"essential":false,"value":"c1"}}}""");
        var renewed = await credential.GetTokenAsync(challenged, EntraIdFixture.Token);

        Assert.Equal(1, prompts);
        Assert.NotEqual(first.Token, renewed.Token);
        Assert.Equal(SeededTenants.Alice, new JsonWebToken(renewed.Token).GetPayloadValue<string>("upn"));
    }

    [Theory]
    [InlineData("without DisableInstanceDiscovery", "AADSTS50049")]
    [InlineData("without AuthorityHost", "login.microsoftonline.com")]
    [InlineData("with a wrong secret", "AADSTS7000215")]
    public async Task The_most_common_failures_say_what_is_wrong(string failure, string message)
    {
        var credential = Daemon(failure == "with a wrong secret" ? "wrong" : SeededApp.Secret, options =>
        {
            options.Transport = network.CreateTransport(hasInternet: true);
            if (failure == "without AuthorityHost")
            {
                options.AuthorityHost = AzureAuthorityHosts.AzurePublicCloud;
            }
            else if (failure == "without DisableInstanceDiscovery")
            {
                // MSAL remembers for the life of the process which hosts it may trust, so this one is used here only.
                options.AuthorityHost = new Uri("https://azure-identity.localhost:7443");
                options.DisableInstanceDiscovery = false;
            }
        });

        var exception = await Assert.ThrowsAsync<AuthenticationFailedException>(
            async () => await credential.GetTokenAsync(_graph, EntraIdFixture.Token));

        Assert.Contains(message, exception.ToString(), StringComparison.Ordinal);
    }

    private ClientSecretCredential Daemon(string secret, Action<ClientSecretCredentialOptions> change)
    {
        var options = Configure(new ClientSecretCredentialOptions());
        change(options);
        return new ClientSecretCredential(SeededTenants.Contoso, SeededApp.CallsGraph.ClientId, secret, options);
    }

    // The configuration, for each kind of credential. Without retries, a failure comes at once.
    private TOptions Configure<TOptions>(TOptions options)
        where TOptions : TokenCredentialOptions
    {
        options.AuthorityHost = SandboxFactory.Address;
        switch (options)
        {
            case ClientSecretCredentialOptions daemon:
                daemon.DisableInstanceDiscovery = true;
                break;
            case AuthorizationCodeCredentialOptions web:
                web.DisableInstanceDiscovery = true;
                break;
            case DeviceCodeCredentialOptions tool:
                tool.DisableInstanceDiscovery = true;
                break;
        }

        options.Transport = network.CreateTransport();
        options.Retry.MaxRetries = 0;
        return options;
    }
}
