using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IdentityTutorial.Tests.StandIns.IdentityWeb;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>A small web app that acquires tokens with the stand-ins, and a provider that issues numbered ones.</summary>
internal sealed class TokenApp : IAsyncDisposable
{
    private const string UserId = "00000000-0000-0000-0000-0000000a11ce";

    private int _issued;

    private TokenApp(StubProvider provider) => Provider = provider;

    /// <summary>The account id of the user who signs in.</summary>
    public static string AccountId { get; } = $"{UserId}.{SeededTenants.Contoso}";

    public StubProvider Provider { get; }

    public SignInApp App { get; private set; } = null!;

    /// <summary>The life of the access tokens, in seconds.</summary>
    public int ExpiresIn { get; set; } = 3600;

    /// <summary>What the token endpoint answers a refresh with, in place of a token.</summary>
    public object? RefreshError { get; set; }

    /// <summary>The token requests of a grant, as form fields.</summary>
    public List<IReadOnlyDictionary<string, string>> Requests { get; } = [];

    public IEnumerable<IReadOnlyDictionary<string, string>> Refreshes => Requests.Where(request => request["grant_type"] == "refresh_token");

    /// <summary>Starts an app.</summary>
    /// <param name="settings">More settings of its AzureAd section.</param>
    /// <param name="addCache">Its token cache; in memory when missing.</param>
    /// <param name="configure">Changes to its services, made last.</param>
    /// <param name="provider">Where it signs in.</param>
    /// <param name="map">More pages.</param>
    public static async Task<TokenApp> StartAsync(
        Dictionary<string, string?>? settings = null,
        Action<MicrosoftIdentityAppCallsWebApiAuthenticationBuilder>? addCache = null,
        Action<IServiceCollection>? configure = null,
        StubProvider? provider = null,
        Action<WebApplication>? map = null)
    {
        provider ??= new();
        settings ??= [];
        if (!settings.ContainsKey("Instance"))
        {
            settings["Authority"] = provider.IssuerOf(SeededTenants.Contoso);
        }

        var app = new TokenApp(provider);
        provider.TokenAnswer = app.Answer;
        app.App = await SignInApp.StartAsync(
            provider,
            settings,
            configure: services =>
            {
                services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => provider));
                configure?.Invoke(services);
            },
            callApis: signIn =>
            {
                var apis = signIn.EnableTokenAcquisitionToCallDownstreamApi(["User.Read"]);
                if (addCache is null)
                {
                    apis.AddInMemoryTokenCaches();
                }
                else
                {
                    addCache(apis);
                }
            },
            map: pages =>
            {
                pages.MapGet("/token", GetTokenAsync).RequireAuthorization();
                map?.Invoke(pages);
            });
        return app;
    }

    /// <summary>Signs in and returns the claims of the session.</summary>
    public Task<string[]> SignInAsync(params IEnumerable<(string Name, string Value)> fields) => App.SignInAsync(fields);

    /// <summary>Asks the app for a token: its text, or <c>error_code: scopes</c> when the user is needed.</summary>
    public async Task<string> TokenAsync(string scope = "User.Read", string query = "")
    {
        var page = await App.Browser.GetAsync($"/token?scope={Uri.EscapeDataString(scope)}{query}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.Html;
    }

    public static HttpResponseMessage Json(HttpStatusCode status, object body) => new(status) { Content = JsonContent.Create(body) };

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static async Task<string> GetTokenAsync(HttpContext context, ITokenAcquisition tokens)
    {
        try
        {
            return await tokens.GetAccessTokenForUserAsync(
                [context.Request.Query["scope"].ToString()],
                tokenAcquisitionOptions: new()
                {
                    ForceRefresh = context.Request.Query["force"] == "true",
                    Claims = context.Request.Query["claims"] is { Count: > 0 } claims ? claims.ToString() : null,
                    CancellationToken = context.RequestAborted,
                });
        }
        catch (MicrosoftIdentityWebChallengeUserException exception)
        {
            return $"{exception.MsalUiRequiredException.ErrorCode}: {string.Join(' ', exception.Scopes)}";
        }
    }

    private HttpResponseMessage? Answer(IReadOnlyDictionary<string, string> request)
    {
        Requests.Add(request);
        if (request["grant_type"] == "refresh_token" && RefreshError is { } error)
        {
            return Json(HttpStatusCode.BadRequest, error);
        }

        var number = ++_issued;
        if (request["grant_type"] == "client_credentials")
        {
            return Json(HttpStatusCode.OK, new { token_type = "Bearer", expires_in = ExpiresIn, access_token = $"access-{number}" });
        }

        return Json(HttpStatusCode.OK, new
        {
            token_type = "Bearer",
            scope = request["scope"],
            expires_in = ExpiresIn,
            access_token = $"access-{number}",
            refresh_token = $"refresh-{number}",
            id_token = Provider.IdToken(),
            client_info = Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { uid = UserId, utid = SeededTenants.Contoso.ToString() }))),
        });
    }
}
