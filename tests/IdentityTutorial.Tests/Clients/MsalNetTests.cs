using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Microsoft's client library, MSAL.NET, by its two kinds of authority. What it does with codes, errors, certificates
/// and devices is in the tests of <c>EntraId</c>.
/// </summary>
[Collection(NetClientTests.Name)]
public sealed class MsalNetTests(ClientNetwork network)
{
    private const string Tenant = $"https://localhost:7443/{SeededTenants.Contoso}";
    private const string WrongSecret = "wrong";

    private static readonly string[] _userRead = ["User.Read"];
    private static readonly string[] _graph = ["https://graph.microsoft.com/.default"];

    public static TheoryData<string> Authorities =>
        ["WithOidcAuthority", "WithAuthority and WithInstanceDiscovery(false)"];

    [Theory]
    [MemberData(nameof(Authorities))]
    public async Task A_web_app_signs_in_renews_and_calls_Graph(string authority)
    {
        var client = Confidential(authority, SeededApp.Secret);
        var code = await network.Login.GetCodeAsync(
            SeededApp.SignIn, changes: ("scope", "openid profile offline_access User.Read"));

        var first = await client.AcquireTokenByAuthorizationCode(_userRead, code).ExecuteAsync(EntraIdFixture.Token);
        var renewed = await client.AcquireTokenSilent(_userRead, first.Account)
            .WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);
        using var me = await network.GetAsync("https://localhost:7443/v1.0/me", renewed.AccessToken);

        Assert.Equal(SeededTenants.Alice, first.Account.Username);
        Assert.NotEqual(first.AccessToken, renewed.AccessToken);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_desktop_app_signs_in_with_the_browser_and_renews()
    {
        var client = PublicClientApplicationBuilder.Create(SeededApp.Public.ClientId)
            .WithAuthority(Tenant, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(new Laptop(network, hasInternet: true))
            .Build();

        var first = await client.AcquireTokenInteractive(_userRead)
            .WithCustomWebUi(new UserAtBrowser(network))
            .ExecuteAsync(EntraIdFixture.Token);
        var renewed = await client.AcquireTokenSilent(_userRead, first.Account)
            .WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);
        using var me = await network.GetAsync("https://localhost:7443/v1.0/me", renewed.AccessToken);

        Assert.Equal(SeededTenants.Alice, first.Account.Username);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Theory]
    [InlineData("WithAuthority", SeededApp.Secret, "AADSTS50049")]
    [InlineData("WithOidcAuthority", WrongSecret, "AADSTS7000215")]
    [InlineData("WithAuthority and WithInstanceDiscovery(false)", WrongSecret, "AADSTS7000215")]
    public async Task The_most_common_failures_say_what_is_wrong(string authority, string secret, string message)
    {
        var client = Confidential(authority, secret);

        var exception = await Assert.ThrowsAnyAsync<Exception>(
            () => client.AcquireTokenForClient(_graph).ExecuteAsync(EntraIdFixture.Token));

        Assert.Contains(message, exception.ToString(), StringComparison.Ordinal);
    }

    private IConfidentialClientApplication Confidential(string authority, string secret)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(SeededApp.SignIn.ClientId)
            .WithClientSecret(secret)
            .WithRedirectUri(SeededApp.SignIn.RedirectUri)
            .WithHttpClientFactory(new Laptop(network, hasInternet: true));
        return authority switch
        {
            "WithOidcAuthority" => builder.WithOidcAuthority($"{Tenant}/v2.0").Build(),

            // MSAL remembers for the life of the process which hosts it may trust, so this one is used here only.
            "WithAuthority" => builder.WithAuthority($"https://msal.localhost:7443/{SeededTenants.Contoso}").Build(),
            _ => builder.WithAuthority(Tenant).WithInstanceDiscovery(false).Build(),
        };
    }
}
