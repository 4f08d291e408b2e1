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

    [Fact]
    public async Task After_a_revocation_it_passes_the_claims_of_the_challenge_to_the_credential_and_tries_again()
    {
        var credential = new RenewedByChallenge(await SignInAsync(), SignInAsync);
        var graph = Client(credential);
        await graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token);
        await using var revoked = await RunningScenario.StartAsync(network.Login.Sandbox, "revoke-sessions");

        var me = await graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token);

        Assert.Equal("Alice Archer", me?.DisplayName);
        Assert.Contains("\"nbf\"", Assert.Single(credential.Challenges), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_revocation_a_credential_with_a_code_redeems_it_again_and_fails()
    {
        var graph = Client(await SignInAsync());
        await graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token);
        await using var revoked = await RunningScenario.StartAsync(network.Login.Sandbox, "revoke-sessions");

        var error = await Assert.ThrowsAsync<AuthenticationFailedException>(
            () => graph.Me.GetAsync(cancellationToken: EntraIdFixture.Token));

        Assert.Contains("AADSTS54005", error.InnerException?.Message, StringComparison.Ordinal);
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

    /// <summary>A credential that signs the user in again when Graph demands a newer token.</summary>
    private sealed class RenewedByChallenge(TokenCredential first, Func<Task<TokenCredential>> signIn) : TokenCredential
    {
        private TokenCredential _current = first;

        public List<string> Challenges { get; } = [];

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext context, CancellationToken cancellationToken)
        {
            if (context.Claims is { } claims)
            {
                Challenges.Add(claims);
                _current = await signIn();
            }

            return await _current.GetTokenAsync(context, cancellationToken);
        }
    }
}
