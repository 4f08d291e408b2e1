using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

/// <summary>A small application that signs in with <see cref="TestProvider"/> through the stand-in's handler.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static readonly Uri _address = new("https://app.example");

    private readonly WebApplication _app;
    private readonly TestNetwork _network = new();

    private TestApp(TestProvider provider, Action<OpenIdConnectOptions> configure)
    {
        Provider = provider;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddCaptured(Log);
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddAuthorization();
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = TestProvider.Issuer;
                options.ClientId = TestProvider.ClientId;
                options.ClientSecret = TestProvider.ClientSecret;
                options.BackchannelHttpHandler = provider;
                options.Events.OnRemoteFailure = context =>
                {
                    Failure = context.Failure;
                    context.HandleResponse();
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return Task.CompletedTask;
                };
                configure(options);
            });

        _app = builder.Build();
        _app.UsePathBase("/app");
        _app.UseRouting();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapGet("/", () => "home");
        _app.MapGet("/who", (HttpContext context) => context.User.Identity!.IsAuthenticated ? Claims(context) : []).RequireAuthorization();
        _app.MapGet("/session", async (HttpContext context) => (await context.AuthenticateAsync()).Properties?.Items);
        _app.MapGet("/sign-out", () => Results.SignOut(
            null, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        _app.MapFallback((HttpContext context) => Results.Text("the application saw " + context.Request.Path, statusCode: 404));
    }

    public TestProvider Provider { get; }

    /// <summary>What the last failed sign-in failed with.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What the application logged.</summary>
    public CapturedLog Log { get; } = new();

    public static Task<TestApp> StartAsync(Action<OpenIdConnectOptions>? configure = null) => StartAsync(new TestProvider(), configure);

    public static async Task<TestApp> StartAsync(TestProvider provider, Action<OpenIdConnectOptions>? configure = null)
    {
        var app = new TestApp(provider, configure ?? (_ => { }));
        await app._app.StartAsync(TestContext.Current.CancellationToken);
        app._network.Register(_address, app._app.GetTestServer().CreateHandler);
        return app;
    }

    /// <summary>Starts with response type <c>code</c>, the one the chapters use.</summary>
    public static Task<TestApp> StartWithCodeAsync(Action<OpenIdConnectOptions>? configure = null)
        => StartAsync(options =>
        {
            options.ResponseType = "code";
            configure?.Invoke(options);
        });

    public TestBrowser NewBrowser() => new(_network, _address);

    /// <summary>Sends a request that no browser would.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        => _app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Asks for a protected page and returns the parameters of the authorization request.</summary>
    public static async Task<Dictionary<string, string>> ChallengeAsync(TestBrowser browser, string path = "/who")
        => Query((await browser.GetAsync(path)).Location!);

    /// <summary>Posts the provider's answer to the callback, from the provider's page.</summary>
    public static Task<Page> AnswerAsync(TestBrowser browser, Dictionary<string, string> answer)
        => browser.PostAsync("/signin-oidc", answer, new Uri(TestProvider.Issuer));

    /// <summary>Signs in from the challenge to the callback, and returns the callback's response.</summary>
    public async Task<Page> SignInAsync(TestBrowser browser, Action<Dictionary<string, string>>? tamper = null)
    {
        var answer = Provider.Authorize(await ChallengeAsync(browser));
        tamper?.Invoke(answer);
        return await AnswerAsync(browser, answer);
    }

    public static async Task<List<ClaimView>> ClaimsAsync(TestBrowser browser)
        => JsonSerializer.Deserialize<List<ClaimView>>((await browser.GetAsync("/who")).Html, JsonSerializerOptions.Web)!;

    public static async Task<Dictionary<string, string>> SessionAsync(TestBrowser browser)
        => JsonSerializer.Deserialize<Dictionary<string, string>>((await browser.GetAsync("/session")).Html)!;

    public static Dictionary<string, string> Query(Uri url)
        => QueryHelpers.ParseQuery(url.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    public static string Url(string path, Dictionary<string, string> query) => QueryHelpers.AddQueryString(path, query!);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<ClaimView> Claims(HttpContext context) => context.User.Claims.Select(claim => new ClaimView(claim.Type, claim.Value));

    public sealed record ClaimView(string Type, string Value);
}
