using Azure.Core;
using Azure.Identity;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Authentication.Azure;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The Microsoft Graph SDK with tokens of Azure.Identity.</summary>
[Collection(NetClientTests.Name)]
public sealed class GraphSdkTests(ClientNetwork network)
{
    private const string BaseUrl = "https://localhost:7443/v1.0";

    private static readonly SeededApp _app = SeededApp.CallsGraph;
    private static readonly string[] _scopes =
        ["https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/User.Read.All"];

    [Fact]
    public async Task It_reads_the_user_and_pages_of_users()
    {
        var graph = Client(await SignInAsync());

        var me = await graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token);
        var users = await graph.Users.GetAsync(request => request.QueryParameters.Top = 2, EntraIdFixture.Token);
        var names = new List<string?>();
        var pages = PageIterator<User, UserCollectionResponse>.CreatePageIterator(graph, users!, user =>
        {
            names.Add(user.UserPrincipalName);
            return names.Count < 5;
        });
        await pages.IterateAsync(EntraIdFixture.Token);

        Assert.Equal("Alice Archer", me?.DisplayName);
        Assert.Equal(5, names.Distinct().Count());
    }

    [Fact]
    public async Task Without_localhost_as_an_allowed_host_it_sends_no_token()
    {
        var graph = new GraphServiceClient(Http(), await SignInAsync(), _scopes, BaseUrl);

        var error = await Assert.ThrowsAsync<ODataError>(
            () => graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token));

        Assert.Equal(401, error.ResponseStatusCode);
        Assert.Contains("Access token is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_permission_is_an_error_with_the_code_of_Graph()
    {
        var graph = Client(await SignInAsync());

        var error = await Assert.ThrowsAsync<ODataError>(
            () => graph.Me.Messages.GetAsync(cancellationToken: EntraIdFixture.Token));

        Assert.Equal((403, "ErrorAccessDenied"), (error.ResponseStatusCode, error.Error?.Code));
    }

    // The configuration. The SDK sends the token only to allowed hosts, which are names without a port.
    private GraphServiceClient Client(TokenCredential credential) => new(
        Http(),
        new AzureIdentityAuthenticationProvider(
            credential, allowedHosts: ["localhost"], isCaeEnabled: true, scopes: _scopes),
        BaseUrl);

    private HttpClient Http() =>
        GraphClientFactory.Create(GraphClientFactory.CreateDefaultHandlers(), finalHandler: network.CreateHandler());

    private async Task<TokenCredential> SignInAsync()
    {
        var scope = $"openid offline_access {string.Join(' ', _scopes)}";
        var code = await network.Login.GetCodeAsync(_app, changes: ("scope", scope));
        return new AuthorizationCodeCredential(
            SeededTenants.Contoso, _app.ClientId, SeededApp.Secret, code,
            new AuthorizationCodeCredentialOptions
            {
                RedirectUri = new Uri(_app.RedirectUri),
                AuthorityHost = SandboxFactory.Address,
                DisableInstanceDiscovery = true,
                Transport = network.CreateTransport(),
            });
    }
}
