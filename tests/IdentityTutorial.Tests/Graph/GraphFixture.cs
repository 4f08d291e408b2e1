using System.Collections.Concurrent;
using System.Net.Http.Headers;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.Graph;

/// <summary>A sandbox in this process and tokens for its Graph, obtained as any application obtains them. Tests that change neither clock nor directory share one.</summary>
public sealed class GraphFixture : IAsyncDisposable
{
    public const string Everything = "User.Read User.ReadBasic.All User.Read.All GroupMember.Read.All Mail.Read Directory.Read.All";

    public const string Administrator = "ada@contoso.example";

    private static readonly Guid _graph = new("00000003-0000-0000-c000-000000000000");

    private readonly ConcurrentDictionary<(string Account, string Scopes, bool Challenges), Lazy<Task<string>>> _tokens = new();
    private readonly HttpClient _client;

    public GraphFixture()
        : this(new EntraIdFixture())
    {
    }

    internal GraphFixture(EntraIdFixture login)
    {
        Login = login;
        _client = Login.Sandbox.CreateWireClient();
    }

    /// <summary>The sign-in side of the same sandbox.</summary>
    public EntraIdFixture Login { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A token with exactly these scopes, for an application that an administrator allowed exactly them.</summary>
    /// <param name="account">Who signs in.</param>
    /// <param name="scopes">The scopes, with spaces between.</param>
    /// <param name="handlesChallenges">Whether the client declares <c>cp1</c>.</param>
    public Task<string> TokenAsync(string account = SeededTenants.Alice, string scopes = Everything, bool handlesChallenges = false) =>
        _tokens.GetOrAdd((account, scopes, handlesChallenges), key => new(() => SignInAsync(key.Account, key.Scopes, key.Challenges))).Value;

    /// <summary>A token for the application itself, with exactly these application permissions.</summary>
    public async Task<string> ApplicationTokenAsync(params string[] roles)
    {
        return (await ApplicationWithTokenAsync(roles)).Token;
    }

    /// <summary>As <see cref="ApplicationTokenAsync"/>, with the application.</summary>
    public async Task<(string Token, string ClientId)> ApplicationWithTokenAsync(params string[] roles)
    {
        var app = await RegisterAsync(scopes: []);
        await Login.ChangeAsync(async db =>
        {
            var known = await db.Set<AppRole>().Where(role => role.ResourceId == _graph && roles.Contains(role.Value)).ToListAsync(Token);
            Assert.Equal(roles.Length, known.Count);
            db.AddRange(known.Select(role => new AppRoleAssignment { Id = Guid.NewGuid(), PrincipalId = Guid.Parse(app.ClientId), ResourceId = _graph, RoleId = role.Id }));
        });
        var answer = await Login.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("scope", "https://graph.microsoft.com/.default"));
        return (answer["access_token"], app.ClientId);
    }

    public async Task<GraphAnswer> GetAsync(string? token, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.StartsWith("https://", StringComparison.Ordinal) ? path : "/v1.0" + path);
        return await SendAsync(token, request, headers);
    }

    public async Task<GraphAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => await GetAsync(await TokenAsync(), path, headers);

    /// <summary>An advanced query.</summary>
    public async Task<GraphAnswer> GetEventuallyAsync(string path) => await GetAsync(path, ("ConsistencyLevel", "eventual"));

    public async Task<GraphAnswer> PostAsync(string? token, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0" + path) { Content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json")) };
        return await SendAsync(token, request);
    }

    /// <summary>A request of any method, with a JSON body where there is one.</summary>
    public async Task<GraphAnswer> SendAsync(string? token, string method, string path, string? json = null)
    {
        var address = path.StartsWith("https://", StringComparison.Ordinal) || path.StartsWith("/beta", StringComparison.Ordinal) ? path : "/v1.0" + path;
        using var request = new HttpRequestMessage(new HttpMethod(method), address)
        {
            Content = json is null ? null : new StringContent(json, MediaTypeHeaderValue.Parse("application/json")),
        };
        return await SendAsync(token, request);
    }

    /// <summary>As an administrator with these permissions.</summary>
    public async Task<GraphAnswer> AsAdministratorAsync(string scopes, string method, string path, string? json = null) =>
        await SendAsync(await TokenAsync(Administrator, scopes), method, path, json);

    /// <summary>A new user of Contoso.</summary>
    /// <returns>The object ID and the user name. The password is that of the seed.</returns>
    public async Task<(string Id, string Name)> CreateUserAsync(string? name = null)
    {
        name ??= $"new-{Guid.NewGuid():N}";
        var answer = await AsAdministratorAsync("User.ReadWrite.All", "POST", "/users", NewUser($"{name}@contoso.example"));
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, $"{answer.Status}: {answer.Body}");
        return (answer["id"]!, answer["userPrincipalName"]!);
    }

    /// <summary>The tokens of a user who enters name and password on the sign-in page.</summary>
    public async Task<TokenAnswer> SignInWithPasswordAsync(string name, string password)
    {
        using var browser = Login.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
        page = await EntraIdFixture.PressAsync(
            browser, page, "action", "signin", ("username", name), ("password", password));
        return await Login.RedeemAsync(SeededApp.SignIn, EntraIdFixture.AnswerOf(page)["code"]);
    }

    /// <summary>The body that creates a user.</summary>
    public static string NewUser(string name, string password = SeededTenants.Password) =>
        $$"""
        {
          "accountEnabled": true, "displayName": "{{name}}", "mailNickname": "{{name.Split('@')[0]}}", "userPrincipalName": "{{name}}",
          "passwordProfile": { "forceChangePasswordNextSignIn": false, "password": "{{password}}" }
        }
        """;

    public async Task<GraphAnswer> SendAsync(string? token, HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _client.SendAsync(request, Token);
        return await GraphAnswer.ReadAsync(response);
    }

    /// <summary>The official SDK as a client.</summary>
    public async Task<GraphServiceClient> SdkAsync(string account = SeededTenants.Alice, string scopes = Everything)
    {
        var handlers = GraphClientFactory.CreateDefaultHandlers();
        var client = GraphClientFactory.Create(handlers, finalHandler: Login.Sandbox.Server.CreateHandler());
        return new GraphServiceClient(client, new KnownToken(await TokenAsync(account, scopes)), new Uri(SandboxFactory.Address, "v1.0").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Login.DisposeAsync();
    }

    private async Task<string> SignInAsync(string account, string scopes, bool handlesChallenges)
    {
        var app = await RegisterAsync(scopes.Split(' '));
        var changes = new List<(string, string)> { ("scope", "openid " + scopes) };
        if (handlesChallenges)
        {
            changes.Add(("claims", """{"access_token":{"xms_cc":{"values":["cp1"]}}}"""));
        }

        // Of whatever tenant the account is.
        using var browser = Login.NewBrowser();
        var code = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress("organizations", app, changes), account))["code"];
        var answer = await Login.TokenAsync(
            "organizations", authorization: null, ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret),
            ("redirect_uri", app.RedirectUri), ("code", code));
        return answer["access_token"];
    }

    private async Task<SeededApp> RegisterAsync(IReadOnlyCollection<string> scopes)
    {
        var app = new SeededApp(Guid.NewGuid().ToString(), "https://localhost:7777/signin-oidc");
        await Login.ChangeAsync(async db =>
        {
            var id = Guid.Parse(app.ClientId);
            var secret = await db.Set<ClientCredential>().FirstAsync(each => each.ClientId == Guid.Parse(SeededApp.SignIn.ClientId), Token);
            db.Add(new Application
            {
                ClientId = id,
                TenantId = Guid.Parse(SeededTenants.Contoso),
                DisplayName = "Test " + app.ClientId,
                IsMultiTenant = true,
                OptionalClaims = [],
                RedirectUris = [app.RedirectUri],
                PostLogoutRedirectUris = [],
                IdentifierUris = [],
            });
            db.Add(new ClientCredential { Id = Guid.NewGuid(), ClientId = id, SecretHash = secret.SecretHash, ExpiresAt = DateTimeOffset.MaxValue });
            db.AddRange(new[] { SeededTenants.Contoso, SeededTenants.Fabrikam }.Select(tenant => new ConsentGrant
            {
                Id = Guid.NewGuid(),
                TenantId = Guid.Parse(tenant),
                ClientId = id,
                ResourceId = _graph,
                Scopes = ["openid", .. scopes],
                GrantedAt = Login.Clock.GetUtcNow(),
            }));
        });
        return app;
    }

    private sealed class KnownToken(string token) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            Microsoft.Kiota.Abstractions.RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
        {
            request.Headers.TryAdd("Authorization", "Bearer " + token);
            return Task.CompletedTask;
        }
    }
}
